// One line of a pasted list: cells between tabs, semicolons or commas, in quotes where a cell holds one of these.

/** What one line or one vCard holds. */
export interface Read {
	readonly name: string;
	readonly employer: string;
	readonly email: string;
	readonly source: string;
}

type Named = Omit<Read, 'source'>;

/** Which cell holds what, as the first line of an exported list says. */
export interface Columns {
	readonly separator: string;
	readonly name: readonly number[];
	readonly employer: number;
	readonly email: number;
}

const HEADS = {
	name: ['name', 'full name'],
	first: ['first name', 'given name'],
	last: ['last name', 'family name', 'surname'],
	employer: ['company', 'employer', 'organization', 'organisation', 'organization name'],
	email: ['email', 'e-mail', 'email address', 'e-mail address', 'e-mail 1 - value']
} as const;

function separatorOf(line: string): string {
	if (line.includes('\t')) return '\t';
	return line.includes(';') ? ';' : ',';
}

/** Cells without their quotes; a quote that is not closed ends with the line. */
function split(line: string, separator: string): string[] {
	const cells: string[] = [];
	let cell = '';
	let quoted = false;
	for (let at = 0; at < line.length; at++) {
		const letter = line[at]!;
		if (quoted && letter === '"' && line[at + 1] === '"') {
			cell += '"';
			at++;
		} else if (letter === '"' && (quoted || cell.trim() === '')) {
			quoted = !quoted;
			if (quoted) cell = '';
		} else if (letter === separator && !quoted) {
			cells.push(cell.trim());
			cell = '';
		} else cell += letter;
	}
	return [...cells, cell.trim()];
}

/** What the line says of the columns; null: it is no line of heads. */
export function columnsOf(line: string): Columns | null {
	const separator = separatorOf(line);
	const heads = split(line.replace(/^\uFEFF/u, ''), separator).map((head) => head.toLowerCase());
	const at = (names: readonly string[]): number => heads.findIndex((head) => names.includes(head));
	const name = at(HEADS.name);
	const named = name >= 0 ? [name] : [at(HEADS.first), at(HEADS.last)].filter((index) => index >= 0);
	return named.length === 0
		? null
		: { separator, name: named, employer: at(HEADS.employer), email: at(HEADS.email) };
}

const isEmail = (cell: string): boolean => /^[^\s@<>]+@[^\s@<>]+$/u.test(cell);

/** A person in a line. Without heads: the name first, the cell with an @ is the e-mail, the other is the employer. */
export function cellsOf(line: string, columns: Columns | null): Named {
	if (columns) {
		const cells = split(line, columns.separator);
		return {
			name: columns.name
				.map((index) => cells[index] ?? '')
				.filter((part) => part !== '')
				.join(' '),
			employer: cells[columns.employer] ?? '',
			email: cells[columns.email] ?? ''
		};
	}
	const plain = line.replace(/^\uFEFF/u, '').replace(/^\s*(?:[-*•–]|\d{1,3}[.)])\s+/u, '');
	const cells = split(plain, separatorOf(plain));
	const [first = '', ...rest] = cells;
	const mail = /^(.*?)\s*<([^<>\s]+@[^<>\s]+)>$/u.exec(first);
	const alone = isEmail(first);
	const others = rest.filter((cell) => cell !== '' && !isEmail(cell));
	return {
		name: mail ? mail[1]!.replace(/^"|"$/gu, '').trim() : alone ? '' : first,
		employer: others.join(', '),
		email: mail?.[2] ?? (alone ? first : (rest.find(isEmail) ?? ''))
	};
}
