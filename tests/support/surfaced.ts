// Errors that nobody catches, in a page: while a test waits for one, the runner does not count it as the test's failure.

import { onTestFinished } from 'vitest';

/** The reason of the next rejection that nobody handles. */
export function nextSurfaced(): Promise<unknown> {
	return new Promise((resolve) => {
		const listen = (event: PromiseRejectionEvent): void => {
			event.preventDefault();
			resolve(event.reason);
		};
		addEventListener('unhandledrejection', listen);
		onTestFinished(() => removeEventListener('unhandledrejection', listen));
	});
}
