// Simple vCards: name, organisation and the first e-mail address of each. Everything else in them is left where it is.

import type { Read } from './paste-names-line.ts';

export const isVcard = (text: string): boolean => /^\s*BEGIN:VCARD\s*$/imu.test(text);

const unescaped = (value: string): string =>
	value.replace(/\\(.)/gsu, (_, letter: string) => (letter === 'n' || letter === 'N' ? ' ' : letter)).trim();

/** The parts between semicolons that are not escaped. */
const parts = (value: string): string[] => value.split(/(?<!\\);/u).map(unescaped);

/** The value of the first property of that name, whatever group or parameters it has. */
function property(lines: readonly string[], name: string): string {
	const form = new RegExp(`^(?:[\\w-]+\\.)?${name}(?:;[^:]*)?:(.*)$`, 'iu');
	return lines.map((line) => form.exec(line)?.[1] ?? '').find((value) => value.trim() !== '') ?? '';
}

function readCard(source: string): Read {
	// A line that begins with a blank goes on with the one before.
	const lines = source.replace(/\r?\n[ \t]/gu, '').split(/\r?\n/u);
	const [family = '', given = ''] = parts(property(lines, 'N'));
	return {
		name: unescaped(property(lines, 'FN')) || `${given} ${family}`.trim(),
		employer: parts(property(lines, 'ORG'))[0] ?? '',
		email: unescaped(property(lines, 'EMAIL')),
		source
	};
}

/** Everything in the text: what is between and after whole cards comes back without a name. */
export function readVcards(text: string): Read[] {
	return text
		.split(/(?<=^END:VCARD[ \t]*)(?:\r?\n|$)/imu)
		.map((piece) => piece.trim())
		.filter((piece) => piece !== '')
		.map((piece) =>
			/^BEGIN:VCARD/iu.test(piece) && /END:VCARD$/iu.test(piece)
				? readCard(piece)
				: { name: '', employer: '', email: '', source: piece }
		);
}
