// A draft for the mentor's eyes: the same words without whom they are for. What cannot be told from a name stays, so the
// writer reads the copy before it is given.

import { withoutNames, type Unnamed } from '../rules/names.ts';

export const REMOVED = { mail: '[e-mail]', link: '[link]' } as const;

const MAIL = /[^\s@<>()[\]{},;:"]+@[^\s@<>()[\]{},;:"]+/gu;
/** Profiles and home pages tell who somebody is, often by a name that is written together. */
const LINK =
	/(?:https?:\/\/|www\.)[^\s<>"]+|(?<![\p{L}\p{N}@.-])(?:[\w-]+\.)+(?:com|org|net|io|dev|me|co|eu|uk|de|in|info|app)\b(?:\/[^\s<>"]*)?/giu;
const HANDLE = /(?<![\p{L}\p{N}])@[\p{L}\p{N}_][\p{L}\p{N}_.-]+/gu;

/** The text without e-mail addresses, whoever's they are. */
export const withoutMail = (text: string): string => text.replace(MAIL, REMOVED.mail);

/**
 * @param people everybody whose name the copy must not have: the addressee with their e-mail and employer, even where
 * they agreed to be named, and everybody else who did not
 */
export const aliasCopy = (text: string, people: readonly Unnamed[]): string =>
	withoutNames(withoutMail(text).replace(LINK, REMOVED.link).replace(HANDLE, REMOVED.link), people);
