/** The ways to look at people, as the address names them. */
export const PEOPLE_VIEWS = [
	{ view: 'list', label: 'List' },
	{ view: 'board', label: 'Board' },
	{ view: 'tree', label: 'Tree' },
	{ view: 'coverage', label: 'Coverage' }
] as const;

export type PeopleViewName = (typeof PEOPLE_VIEWS)[number]['view'];

/** What `?view=` asks for; anything else is the list. */
export const viewNamed = (name: string | null): PeopleViewName =>
	PEOPLE_VIEWS.find(({ view }) => view === name)?.view ?? 'list';
