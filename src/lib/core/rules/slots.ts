// Slots: places in a message that are filled for each person, written {{like this}}. What is not filled is found again
// whatever state it is in: unknown, empty, or begun and never ended.

/**
 * What a slot can stand for. `finding`: something that earlier talks brought up, without names (R0-37); `takeaway`:
 * what was taken from the talk that a message is about.
 */
export const SLOTS = [
	'name',
	'my name',
	'personal',
	'purpose',
	'questions',
	'minutes',
	'use',
	'alternatives',
	'finding',
	'takeaway'
] as const;
export type Slot = (typeof SLOTS)[number];

export interface SlotFound {
	/** Where in the text, in UTF-16 units, braces included. */
	readonly from: number;
	readonly to: number;
	/** As typed, without the braces. */
	readonly words: string;
	/** null: not one that this version knows. */
	readonly slot: Slot | null;
	/** Whether its braces close. */
	readonly closed: boolean;
}

const slotOf = (words: string): Slot | null => {
	const asked = words.trim().replace(/\s+/gu, ' ').toLowerCase();
	return SLOTS.find((slot) => slot === asked) ?? null;
};

/** Every slot of a text in its order. One that is not closed ends where its line does, or where the next begins. */
export function slotsIn(text: string): SlotFound[] {
	const found: SlotFound[] = [];
	for (let from = text.indexOf('{{'); from >= 0;) {
		const inner = from + 2;
		const rest = /\}\}|\{\{|\n|$/u.exec(text.slice(inner))!;
		const end = inner + rest.index;
		const closed = rest[0] === '}}';
		const to = closed ? end + 2 : end;
		const words = text.slice(inner, end);
		found.push({ from, to, words, slot: closed ? slotOf(words) : null, closed });
		from = text.indexOf('{{', Math.max(to, inner));
	}
	return found;
}

/** What is known for a slot; left out or blank: it stays as typed. */
export type SlotValues = Readonly<Partial<Record<Slot, string>>>;

/** Fills once: a value that looks like a slot itself is not filled again. */
export function fillSlots(text: string, values: SlotValues): string {
	let filled = '';
	let at = 0;
	for (const { from, to, slot } of slotsIn(text)) {
		const value = slot === null ? '' : (values[slot] ?? '').trim();
		filled += text.slice(at, from) + (value === '' ? text.slice(from, to) : value);
		at = to;
	}
	return filled + text.slice(at);
}

/** The other way round: a message as a template for the next person (R2-41). The longest values go first. */
export function emptySlots(text: string, values: SlotValues): string {
	const known = SLOTS.flatMap((slot) => {
		const value = (values[slot] ?? '').trim();
		return value === '' ? [] : [{ slot, value }];
	}).sort((a, b) => b.value.length - a.value.length);
	return known.reduce((left, { slot, value }) => outsideSlots(left, value, `{{${slot}}}`), text);
}

const WORD = /[\p{L}\p{M}\p{N}]/u;

/** Replaces whole words only, and never inside a slot that stands already. */
function outsideSlots(text: string, value: string, slot: string): string {
	const taken = slotsIn(text);
	let replaced = '';
	let at = 0;
	for (let from = text.indexOf(value); from >= 0; from = text.indexOf(value, from + value.length)) {
		const to = from + value.length;
		const inWord = WORD.test(text[from - 1] ?? ' ') || WORD.test(text[to] ?? ' ');
		if (inWord || taken.some((other) => from < other.to && other.from < to)) continue;
		replaced += text.slice(at, from) + slot;
		at = to;
	}
	return replaced + text.slice(at);
}
