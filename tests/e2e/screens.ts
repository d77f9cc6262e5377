// What every screen owes to whoever uses it, measured on the screen itself: axe finds nothing, nothing has to be
// scrolled sideways, and a finger hits what it aims at.

import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** The smallest phone that must do, with its keyboard open. */
export const PHONE = { width: 390, height: 500 };
const DESKTOP = { width: 1280, height: 720 };

/** Square pixels on a side that a finger needs. */
const TARGET = 44;

/** Looks at the screen as it stands, in both colour schemes and at both widths. Reports each screen's faults together. */
export async function expectSound(page: Page, screen: string): Promise<void> {
	// After a reload a screen waits for a part of the app; before that there is nothing to look at.
	await page.locator('h1').first().waitFor({ state: 'attached' });
	const before = page.viewportSize() ?? DESKTOP;
	const faults: string[] = [];
	for (const size of [DESKTOP, PHONE]) {
		await page.setViewportSize(size);
		for (const colorScheme of ['light', 'dark'] as const) {
			// Colours on their way from one scheme to the other belong to neither.
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			const seen = `${screen}, ${String(size.width)} ${colorScheme}`;
			for (const fault of await axeFaults(page)) faults.push(`${seen}: ${fault}`);
		}
	}
	for (const fault of await phoneFaults(page)) faults.push(`${screen}, phone: ${fault}`);
	await page.emulateMedia({ colorScheme: null, reducedMotion: null });
	await page.setViewportSize(before);
	expect.soft(faults, screen).toEqual([]);
}

async function axeFaults(page: Page): Promise<string[]> {
	// Legacy means: without a second page for frames of other origins, of which there are none.
	const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
	return violations.flatMap(({ id, nodes }) =>
		nodes.map((node) => `${id} ${node.target.join(' ')} ${node.failureSummary ?? ''}`)
	);
}

/** At the phone's size: what sticks out sideways, and what a finger cannot hit. */
export async function phoneFaults(page: Page): Promise<string[]> {
	return page.evaluate((target) => {
		const faults: string[] = [];
		const { scrollingElement } = document;
		if (scrollingElement && scrollingElement.scrollWidth > innerWidth)
			faults.push(`${String(scrollingElement.scrollWidth)} px wide`);

		/** Through shadow roots down to what a finger there would hit. */
		const hitAt = (x: number, y: number): Element | null => {
			let hit = document.elementFromPoint(x, y);
			while (hit?.shadowRoot) {
				const inner = hit.shadowRoot.elementFromPoint(x, y);
				if (inner === null || inner === hit) break;
				hit = inner;
			}
			return hit;
		};
		const controls =
			'a[href], button, input, select, textarea, summary, [role=menuitem], [contenteditable=true]';
		const roots: (Document | ShadowRoot)[] = [document];
		for (const host of document.querySelectorAll('*')) if (host.shadowRoot) roots.push(host.shadowRoot);
		const modal = document.querySelector('dialog[open]');

		for (const control of roots.flatMap((root) => [...root.querySelectorAll<HTMLElement>(controls)])) {
			if (modal !== null && !modal.contains(control)) continue;
			if (!control.checkVisibility({ visibilityProperty: true }) || control.matches('.skip')) continue;
			control.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
			const labels = 'labels' in control ? [...((control as HTMLInputElement).labels ?? [])] : [];
			const name = control.ariaLabel ?? (labels[0] ?? control).textContent.trim().slice(0, 40);
			const mine = (x: number, y: number): boolean => {
				const hit = hitAt(x, y);
				return hit !== null && [control, ...labels].some((part) => part.contains(hit));
			};
			/** How far a finger can be off, from the middle of the control or of its label, and still hit it. */
			const sizes = [control, ...labels].flatMap((part) => {
				const { left, top, width, height } = part.getBoundingClientRect();
				const [x, y] = [left + width / 2, top + height / 2];
				if (!mine(x, y)) return [];
				const reach = (dx: number, dy: number): number => {
					let far = 0;
					while (far < target && mine(x + dx * (far + 1), y + dy * (far + 1))) far += 1;
					return far;
				};
				return [{ wide: reach(-1, 0) + reach(1, 0) + 1, high: reach(0, -1) + reach(0, 1) + 1 }];
			});
			if (sizes.length === 0) faults.push(`"${name}" is covered or out of reach`);
			else if (!sizes.some(({ wide, high }) => wide >= target && high >= target))
				faults.push(`"${name}" is ${sizes.map(({ wide, high }) => `${wide} × ${high}`).join(', ')} px`);
		}
		return faults;
	}, TARGET);
}
