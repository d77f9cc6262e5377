// Names of a choice: who has the name of another is told apart by what else is known of them.

interface Named {
	readonly name: string;
	/** What tells one from another, the best first; '' is not known. */
	readonly facts: readonly string[];
}

const same = (name: string): string => name.trim().toLocaleLowerCase('und');

/** A label for each, in their order: the name alone where nobody else has it. */
export function tellApart(people: readonly Named[]): readonly string[] {
	const bearers = new Map<string, number>();
	for (const { name } of people) bearers.set(same(name), (bearers.get(same(name)) ?? 0) + 1);
	return people.map(({ name, facts }) =>
		bearers.get(same(name)) === 1
			? name
			: [name, ...facts.map((fact) => fact.trim()).filter((fact) => fact !== '')].join(' · ')
	);
}
