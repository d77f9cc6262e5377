// Saves bytes as a file in the person's downloads.

/** The browser reads the file after the click; its address must live until then. */
const KEEP_MS = 60_000;

/** @param name of the file, with its ending */
export function download(name: string, content: Blob): void {
	const url = URL.createObjectURL(content);
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
}
