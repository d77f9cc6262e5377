// Clocks inside of a page: when a key is painted, stored and seen by the other. All of it in one script that is put
// into every page before its own, so that product and floor are measured by the same code.

import type { BrowserContext, Page } from '@playwright/test';

export interface Probe {
	/** Milliseconds from a key's event to the end of the frame that it changed. */
	readonly paints: readonly number[];
	/** Milliseconds from a key's event to the completion of the first transaction that it began. */
	readonly stored: readonly number[];
	/** When each key was pressed; milliseconds since the epoch. */
	readonly pressed: readonly number[];
	/** When each further character of the watched text was on the screen; milliseconds since the epoch. */
	readonly seen: readonly number[];
	/** Milliseconds from navigation to the first frame with what was waited for; null until then. */
	readonly usable: number | null;
}

interface Probed {
	bench: { -readonly [Key in keyof Probe]: Probe[Key] extends readonly number[] ? number[] : Probe[Key] };
	watchText: (read: () => string) => void;
}

/** For every page of this browser that is opened from now on. */
export const installProbes = (context: BrowserContext): Promise<unknown> =>
	context.addInitScript(() => {
		const page = window as unknown as Probed;
		const { bench } = ((page.bench = { paints: [], stored: [], pressed: [], seen: [], usable: null }), page);
		/** Runs when the frame that is being prepared has been handed over. */
		const afterFrame = (run: () => void): void => {
			requestAnimationFrame(() => {
				const channel = new MessageChannel();
				channel.port1.onmessage = run;
				channel.port2.postMessage(null);
			});
		};
		let unstored: number | null = null;
		const key = ({ timeStamp, key }: KeyboardEvent): void => {
			if (key.length !== 1) return;
			bench.pressed.push(performance.timeOrigin + timeStamp);
			unstored = timeStamp;
			afterFrame(() => bench.paints.push(performance.now() - timeStamp));
		};
		addEventListener('keydown', key, { capture: true });

		type Begin = (this: IDBDatabase, ...args: Parameters<IDBDatabase['transaction']>) => IDBTransaction;
		const transaction = Reflect.get(IDBDatabase.prototype, 'transaction') as Begin;
		IDBDatabase.prototype.transaction = function (...args) {
			const began = transaction.apply(this, args);
			const since = unstored;
			if (args[1] === 'readwrite' && since !== null) {
				unstored = null;
				began.addEventListener('complete', () => bench.stored.push(performance.now() - since));
			}
			return began;
		};

		const usable = (): void => {
			const there = document.querySelector('main h1, textarea:enabled');
			if (there === null) requestAnimationFrame(usable);
			else afterFrame(() => (bench.usable = performance.now()));
		};
		requestAnimationFrame(usable);

		page.watchText = (read) => {
			let length = read().length;
			const look = (): void => {
				const now = read().length;
				if (now > length) {
					const characters = now - length;
					afterFrame(() => {
						const at = performance.timeOrigin + performance.now();
						for (let i = 0; i < characters; i++) bench.seen.push(at);
					});
				}
				length = now;
				requestAnimationFrame(look);
			};
			look();
		};
	});

export const readProbe = (page: Page): Promise<Probe> =>
	page.evaluate(() => (window as unknown as Probed).bench);

/** Watches the text of the note with this name, an editor's or a textarea's. */
export const watchNote = (page: Page, name: string): Promise<void> =>
	page.getByRole('textbox', { name }).evaluate((note) => {
		const { watchText } = window as unknown as Probed;
		watchText(() => (note instanceof HTMLTextAreaElement ? note.value : note.textContent));
	});
