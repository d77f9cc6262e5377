// Short messages about what was just done, with a way back. One list per page; the root layout shows it.

import { createContext } from 'svelte';

export interface Toast {
	readonly id: number;
	readonly text: string;
	readonly action: { readonly label: string; readonly run: () => void } | null;
}

/** Long enough to read and to reach for the button: WCAG asks that the way back be elsewhere too (undo has keys). */
const STAY = 8000;

export class Toasts {
	#list: readonly Toast[] = $state.raw([]);
	#next = 1;

	get list(): readonly Toast[] {
		return this.#list;
	}

	/** The newest replaces the one before: two ways back at once would be a riddle. */
	show(text: string, action: Toast['action'] = null): void {
		const toast = { id: this.#next++, text, action };
		this.#list = [toast];
		setTimeout(() => this.dismiss(toast.id), STAY);
	}

	clear(): void {
		this.#list = [];
	}

	dismiss(id: number): void {
		this.#list = this.#list.filter((toast) => toast.id !== id);
	}
}

/** Set by the root layout, which also shows them. */
export const [getToasts, setToasts] = createContext<Toasts>();
