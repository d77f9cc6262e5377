// A new version of the app: fetched in the background, offered, and taken only when the person says so. The service
// worker that holds it waits until then, so nothing changes under somebody who is writing.

export class AppUpdate {
	#waiting: ServiceWorker | null = $state.raw(null);

	/** A new version is here and can be switched to. */
	get ready(): boolean {
		return this.#waiting !== null;
	}

	/** Registers the service worker; call once, when the page has loaded. Returns false where there is none. */
	async watch(script: string): Promise<boolean> {
		if (!('serviceWorker' in navigator)) return false;
		const registration = await navigator.serviceWorker.register(script, { type: 'module' }).catch(() => null);
		if (!registration) return false;
		this.#look(registration);
		registration.addEventListener('updatefound', () => {
			const { installing } = registration;
			installing?.addEventListener('statechange', () => this.#look(registration));
		});
		return true;
	}

	/** Switches this page to the new version by reloading it once that version is in charge. */
	take(): void {
		navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
		this.#waiting?.postMessage({ type: 'SKIP_WAITING' });
		this.#waiting = null;
	}

	/** Not now: offered again at the next visit. */
	later(): void {
		this.#waiting = null;
	}

	#look({ waiting }: ServiceWorkerRegistration): void {
		// Without a controller this is the first visit: nothing older is running.
		if (waiting && navigator.serviceWorker.controller) this.#waiting = waiting;
	}
}
