import { describe, expect, test } from 'vitest';
import { clockWords, statusWords, type SyncFacts } from './status-words.ts';

const at = (text: string): number => Date.parse(`${text}Z`);
const NOW = at('2025-11-18T14:05:00');
const settled: SyncFacts = {
	saved: 'saved',
	connection: 'online',
	pending: 0,
	pendingSince: null,
	onRelayAt: at('2025-11-18T14:02:00'),
	deliveredTo: [],
	seenBy: []
};
const words = (facts: Partial<SyncFacts>) => statusWords({ ...settled, ...facts }, NOW, 'UTC');

describe('status words never claim more than is proven', () => {
	test('on the relay only with nothing pending, all saved, a connection and the acknowledgement', () => {
		expect(words({}).text).toBe('On the relay, 14:02');
		for (const less of [
			{ pending: 1, pendingSince: NOW },
			{ saved: 'saving' },
			{ saved: 'failed' },
			{ connection: 'offline' },
			{ connection: 'connecting' },
			{ connection: 'stopped' },
			{ onRelayAt: null }
		] satisfies Partial<SyncFacts>[]) {
			expect(words(less).text, JSON.stringify(less)).not.toContain('On the relay');
		}
	});

	test('S12: a failed or unfinished write never reads as saved, whatever the connection', () => {
		for (const connection of ['offline', 'connecting', 'online', 'stopped'] as const) {
			for (const saved of ['saving', 'failed'] as const) {
				expect(words({ saved, connection, pending: 3, pendingSince: 0 }).text).not.toMatch(/\bsaved\b/i);
			}
		}
	});

	test('a device that has it and a person who saw it are told only together with the relay', () => {
		const others = { deliveredTo: [{ name: 'Ana', at: NOW }], seenBy: [] };
		expect(words(others).others).toBe('Ana’s device has this');
		expect(words({ ...others, pending: 1, pendingSince: NOW }).others).toBeNull();
		expect(words({ ...others, connection: 'offline' }).others).toBeNull();
	});

	test('a member who saw it is not named a second time for the device', () => {
		const seen = { name: 'Ana', at: at('2025-11-18T14:04:00') };
		expect(words({ deliveredTo: [seen], seenBy: [seen] }).others).toBe('Seen by Ana, 14:04');
	});
});

describe('status words are quiet unless the person must act', () => {
	test('only a failed write is an alert, and it offers the copy', () => {
		expect(words({ saved: 'failed' })).toMatchObject({
			severity: 'alert',
			text: 'Could not save on this device. Download a copy now',
			action: 'save-copy'
		});
		for (const connection of ['offline', 'connecting', 'online'] as const) {
			expect(words({ connection, pending: 2, pendingSince: 0 })).toMatchObject({
				severity: 'quiet',
				action: null
			});
		}
	});

	test('offline counts what waits', () => {
		expect(words({ connection: 'offline' }).text).toBe('Offline. Saved on this device');
		expect(words({ connection: 'offline', pending: 1 }).text).toBe(
			'Offline. Saved on this device, 1 change waiting'
		);
		expect(words({ connection: 'offline', pending: 4 }).text).toBe(
			'Offline. Saved on this device, 4 changes waiting'
		);
	});

	test('a number that runs up with every keystroke is not shown', () => {
		expect(words({ connection: 'offline', pending: 20 }).text).toContain(', 20 changes waiting');
		for (const pending of [21, 220]) {
			expect(words({ connection: 'offline', pending }).text).toBe(
				'Offline. Saved on this device, changes waiting'
			);
		}
	});

	test('sending is said only after two seconds, and the words name that moment', () => {
		const sent = NOW - 1500;
		const early = words({ pending: 1, pendingSince: sent, onRelayAt: null });
		expect(early).toMatchObject({ text: 'Saved on this device', changesAt: sent + 2000 });
		const late = statusWords({ ...settled, pending: 1, pendingSince: sent, onRelayAt: null }, sent + 2000);
		expect(late.text).toBe('Sending…');
	});

	test('a stopped connection is a notice that still says what is safe', () => {
		expect(words({ connection: 'stopped', pending: 2 })).toMatchObject({
			severity: 'notice',
			text: 'Not connected. Saved on this device, 2 changes waiting'
		});
		expect(words({ connection: 'partly', pending: 2 })).toMatchObject({
			severity: 'notice',
			text: 'Partly connected. Saved on this device, 2 changes waiting'
		});
	});
});

test('clock words: the time today, the weekday this week, the date before', () => {
	expect(clockWords(at('2025-11-18T00:01:00'), NOW, 'UTC')).toBe('00:01');
	expect(clockWords(at('2025-11-17T23:59:00'), NOW, 'UTC')).toBe('Mon 23:59');
	expect(clockWords(at('2025-11-03T09:00:00'), NOW, 'UTC')).toBe('3 Nov');
	expect(clockWords(at('2025-11-18T13:02:00'), NOW, 'Europe/Berlin')).toBe('14:02');
});
