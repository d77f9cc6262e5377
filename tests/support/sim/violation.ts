/** An invariant does not hold. */
export class Violation extends Error {
	readonly rule: string;
	constructor(rule: string, what: string) {
		super(`${rule}: ${what}`);
		this.name = 'Violation';
		this.rule = rule;
	}
}

/** @throws Violation unless `holds` */
export function demand(holds: boolean, rule: string, what: () => string): void {
	if (!holds) throw new Violation(rule, what());
}
