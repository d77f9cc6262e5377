// Typed contexts: what a component may ask for without it being handed down through every screen between.

import { createContext } from 'svelte';
import type { AppState, JournalSession } from '../contract.ts';
import type { JournalView } from './journal-view.svelte.ts';

/** Set by the root layout. */
export const [getApp, setApp] = createContext<AppState>();

export interface OpenJournal {
	readonly session: JournalSession;
	readonly view: JournalView;
}

/** Set once a journal is open; every screen of a journal is inside. */
export const [getJournal, setJournal] = createContext<OpenJournal>();
