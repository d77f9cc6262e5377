// The devices that use a server, as the scenarios see them: the same for every server.

import type { Content } from '../../sync-content.ts';

/** One device's connection to a room. */
export interface Device {
	/** Called with how many changes of others have come. */
	onChanges: (count: number) => void;
	/** Called with how many own changes the server has confirmed; never by servers that do not. */
	onAcks: (count: number) => void;
	send(frame: Uint8Array): void;
	/** Says goodbye; resolves when the connection is gone. */
	leave(): Promise<void>;
	/** Cuts the connection. */
	cut(): void;
}

export interface Entering {
	/** Which of the room's two devices. */
	readonly seat: 0 | 1;
	/** It has all of this and lacks nothing; null: it is fresh and has come when it holds what the room has. */
	readonly has: Content | null;
}

export interface Room {
	/** A device puts content into the room and leaves. Where the server keeps nothing, a fresh device is sent as many bytes. */
	fill(content: Content): Promise<void>;
	/** What the device of seat 0 sends for these changes, one frame for each. */
	frames(changes: readonly Uint8Array[]): Promise<Uint8Array[]>;
	/** Resolves when the device has what it came for. */
	enter(entering: Entering): Promise<Device>;
}

/** A server's rooms. */
export interface Network {
	/** The server keeps what is put into a room. */
	readonly keeps: boolean;
	/** A new one. */
	room(): Promise<Room>;
	/** Cuts every connection that is left. */
	close(): void;
}
