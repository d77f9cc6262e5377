// How the tabs of one device talk to one another. They may run different builds, so what arrives is parsed and what is
// not understood is left alone.

export interface TabChannel<Message> {
	/** Reaches the other tabs, not this one. */
	post(message: Message): void;
	/** Idempotent; nothing is received or sent afterwards. */
	close(): void;
}

/**
 * @param name tabs that open the same one hear one another
 * @param parse null for what is no message; messages are structured-cloneable
 */
export function openTabChannel<Message>(
	name: string,
	parse: (data: unknown) => Message | null,
	onMessage: (message: Message) => void
): TabChannel<Message> {
	const channel = new BroadcastChannel(name);
	let open = true;
	channel.onmessage = ({ data }: MessageEvent<unknown>) => {
		const message = open ? parse(data) : null;
		if (message !== null) onMessage(message);
	};
	return {
		post(message) {
			if (open) channel.postMessage(message);
		},
		close() {
			open = false;
			channel.close();
		}
	};
}
