import { describe, expect, test } from 'vitest';
import { backupCrypto, FEW_ROUNDS } from '../../../../tests/support/backup-crypto.ts';
import { concat, utf8 } from '../bytes.ts';
import { seal, unseal } from './envelope.ts';

const crypto = backupCrypto();
const PASSPHRASE = 'a river without a bridge';
const PLAIN = utf8('what was written');
const made = (passphrase = PASSPHRASE) => seal(PLAIN, passphrase, crypto, FEW_ROUNDS);
const fault = async (file: Uint8Array, passphrase = PASSPHRASE) => {
	const opened = await unseal(file, passphrase, crypto);
	return opened.ok ? 'opened' : opened.fault;
};

test('a sealed file opens with its passphrase, also as another keyboard writes it', async () => {
	const file = await made('caf\u00e9 au lait, deux fois');
	for (const passphrase of ['cafe\u0301 au lait, deux fois', '  caf\u00e9 au lait, deux fois\n'])
		expect(await unseal(file, passphrase, crypto)).toEqual({ ok: true, value: PLAIN });
});

test('S13: nothing of the contents or the passphrase stands in the file, and no two files are alike', async () => {
	const [one, two] = [await made(), await made()];
	const text = new TextDecoder('latin1').decode(one);
	expect(text).not.toContain('what was written');
	expect(text).not.toContain('river');
	expect(one).not.toEqual(two);
});

describe('what cannot be opened says why', () => {
	test('another passphrase', async () => {
		for (const passphrase of ['', 'a river without a Bridge', `${PASSPHRASE} `.repeat(2)])
			expect(await fault(await made(), passphrase)).toBe('wrong-passphrase');
	});

	test('a file that is none of ours, an empty one, a picture', async () => {
		const picture = Uint8Array.from([0x89, 0x50, 0x4e, 0x47]);
		for (const file of [new Uint8Array(0), utf8('Dear diary'), picture, new Uint8Array(5000)])
			expect(await fault(file)).toBe('foreign');
	});

	test('a readable copy, which is no backup', async () => {
		const copy = JSON.stringify({ format: 'soundings-copy/1', name: 'Sam’s journal' }, null, '\t');
		expect(await fault(utf8(copy))).toBe('copy');
	});

	test('S10: a file that was cut short, wherever', async () => {
		const file = await made();
		for (let length = 1; length < file.length; length += 1)
			expect([length, await fault(file.subarray(0, length))]).toEqual([length, 'truncated']);
	});

	test('S10: one flipped bit, wherever, never opens', async () => {
		const file = await made();
		for (let at = 0; at < file.length; at += 1) {
			const changed = new Uint8Array(file);
			changed[at] = file[at]! ^ 1;
			expect([at, await fault(changed)]).not.toEqual([at, 'opened']);
		}
	});

	test('S10: a bit flipped in what is encrypted is damage, not a wrong passphrase', async () => {
		const file = await made();
		file[file.length - 1]! ^= 1;
		expect(await fault(file)).toBe('damaged');
	});

	test('something behind its end', async () => {
		expect(await fault(concat(await made(), utf8('!')))).toBe('damaged');
	});

	test('S18: a file of a later version, whatever follows', async () => {
		const file = await made();
		file[17] = 2;
		expect(await fault(file)).toBe('newer');
		expect(await fault(file.subarray(0, 19))).toBe('newer');
	});

	test('parameters that would keep a device busy for hours are not followed', async () => {
		const file = await made();
		file.fill(0xff, 19, 23);
		expect(await fault(file)).toBe('damaged');
	});
});

test('the key of a real backup is derived in 600,000 rounds', async () => {
	const asked: number[] = [];
	const counting = {
		...crypto,
		pbkdf2: (...[, , rounds]: readonly [unknown, unknown, number]) => {
			asked.push(rounds);
			return Promise.resolve(new Uint8Array(32));
		}
	};
	await seal(PLAIN, PASSPHRASE, counting);
	expect(asked).toEqual([600_000]);
});
