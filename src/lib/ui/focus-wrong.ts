import { tick } from 'svelte';

/** After a form was refused: to the first field whose error has just been shown, so that it can be put right. */
export async function focusWrong(form: HTMLFormElement): Promise<void> {
	await tick();
	form.querySelector<HTMLElement>('[aria-invalid]')?.focus();
}
