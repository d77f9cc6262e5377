// Words are English; how a date, an hour and a week are written is the place's.

/** English with the conventions of the place that this browser is set to: 3 Nov or Nov 3, 14:00 or 2 pm. */
export function localeHere(language: string = globalThis.navigator.language): string {
	const set = parsed(language);
	if (set.language === 'en') return set.region === undefined ? 'en-GB' : set.baseName;
	return new Intl.Locale('en', { region: set.maximize().region }).baseName;
}

/** A browser may be started with a name that is none, such as en-US@posix. */
function parsed(language: string): Intl.Locale {
	try {
		return new Intl.Locale(language);
	} catch (error) {
		if (error instanceof RangeError) return new Intl.Locale('en-GB');
		throw error;
	}
}

interface WithWeek {
	readonly weekInfo?: { readonly firstDay: number };
	readonly getWeekInfo?: () => { readonly firstDay: number };
}

/** The day that weeks begin on: 1 = Monday … 7 = Sunday. Monday where the browser does not say. */
export function firstWeekday(locale: string = localeHere()): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
	const here: Intl.Locale & WithWeek = new Intl.Locale(locale);
	const first = (here.getWeekInfo?.() ?? here.weekInfo)?.firstDay ?? 1;
	return first >= 1 && first <= 7 ? (first as 1) : 1;
}
