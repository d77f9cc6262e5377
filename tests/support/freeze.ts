// Makes the frozen fixtures, once and by hand: `node tests/support/freeze.ts <new folder>`. Tests read the files and
// never run this; tests/fixtures/README.md says what is frozen and why it is never made again.

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepJournal, keepLaterDocuments, keepUnfinished } from './freeze-documents.ts';
import { takenToday } from './freeze-fields.ts';
import { keepLaterLog } from './freeze-later-log.ts';
import { keepRoom } from './freeze-log.ts';
import { freezeRoom } from './freeze-room.ts';
import { tellStory } from './freeze-story.ts';
import { createSyncCrypto, seededRandom } from './sync-crypto.ts';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: freeze.ts <new folder>');
if (existsSync(folder)) throw new Error(`${folder} is there already. What is frozen is not made again.`);
mkdirSync(folder, { recursive: true });

const keep = (name: string, content: Uint8Array | string) => writeFileSync(join(folder, name), content);
const crypto = createSyncCrypto({ random: seededRandom('frozen v1') });
const room = await freezeRoom(crypto);
const story = tellStory(room.sam.member, room.ana.member);

keepJournal(keep, story);
keepUnfinished(keep, room.sam.member);
keepLaterDocuments(keep, room.sam.member);
keep('fields.expected.json', JSON.stringify(takenToday(), null, '\t'));
await keepRoom(keep, crypto, room, story);
await keepLaterLog(keep, crypto, room);
