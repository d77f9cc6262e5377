// Makes the frozen fixtures, once and by hand: `node tests/support/freeze.ts <new folder>`. Tests read the files and
// never run this; tests/fixtures/README.md says what is frozen and why it is never made again.

import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newJournalId } from '../../src/lib/core/ids.ts';
import { keepBackup } from './freeze-backup.ts';
import { keepCheckpoints } from './freeze-checkpoints.ts';
import { keepDevice } from './freeze-device.ts';
import { keepJournal, keepLaterDocuments, keepUnfinished } from './freeze-documents.ts';
import { takenToday } from './freeze-fields.ts';
import { keepFrames } from './freeze-frames.ts';
import { personalRoom } from './freeze-kept.ts';
import { keepLaterLog } from './freeze-later-log.ts';
import { keepRoom } from './freeze-log.ts';
import { keepRelay } from './freeze-relay.ts';
import { freezeRoom } from './freeze-room.ts';
import { tellStory } from './freeze-story.ts';
import { createSyncCrypto, seededRandom } from './sync-crypto.ts';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: freeze.ts <new folder>');
if (existsSync(folder)) throw new Error(`${folder} is there already. What is frozen is not made again.`);
mkdirSync(folder, { recursive: true });

const keep = (name: string, content: Uint8Array | string) => writeFileSync(join(folder, name), content);
const crypto = createSyncCrypto({ random: seededRandom('frozen v2') });
const room = await freezeRoom(crypto);
const story = tellStory(room.sam.member, room.ana.member);
const personal = await personalRoom(crypto);
const journal = newJournalId((length) => crypto.random(length));

keepJournal(keep, story);
keepUnfinished(keep, room.sam.member);
keepLaterDocuments(keep, room.sam.member);
keep('fields.expected.json', JSON.stringify(takenToday(), null, '\t'));
await keepLaterLog(keep, crypto, room);
keepFrames(keep, crypto, room);
await keepBackup(keep, crypto, { room, personal, journal, story });
await keepCheckpoints(keep, journal, story);
const log = await keepRoom(keep, crypto, room, story);
const relay = await keepRelay(keep, crypto, room, log, story);
await keepDevice(keep, crypto, { room, personal, journal, story, relay });
rmSync(relay.folder, { recursive: true });
