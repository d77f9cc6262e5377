// A message while it is written: what is known for it, what the checks say, what keeps it here. Nothing is written
// before there is something to keep (S14).

import type { RecordId } from '#lib/core/ids.ts';
import { success, type Result } from '#lib/core/journal/result.ts';
import type { Message } from '#lib/core/practice/kinds/messages.ts';
import { fillIn } from '#lib/core/practice/messages.ts';
import { contextOf } from '#lib/core/practice/messages-context.ts';
import { notedWords } from '#lib/core/practice/after.ts';
import { checkMessage, holding, type Checked } from '#lib/core/rules/message-checks.ts';
import { fillSlots, type SlotValues } from '#lib/core/rules/slots.ts';
import type { MessageKind } from '#lib/core/rules/templates.ts';
import { NUMBERS } from '#lib/core/rules/lists.ts';
import type { Person } from '#lib/core/schema/person.ts';
import { practiceOf, type PracticeView } from '#lib/state/practice/practice.svelte.ts';
import { todayHere } from '#lib/state/views/clock.svelte.ts';
import type { OpenJournal } from '#lib/state/views/context.ts';
import { knownFor, takenFrom } from './known.ts';

export interface Beginning {
	readonly person: Person;
	readonly message: Message | null;
	/** What it would be, before it is begun. */
	readonly kind: MessageKind;
	readonly talk: RecordId | null;
}

export interface Wording {
	readonly subject: string;
	readonly body: string;
	/** Own template, if it is one. */
	readonly template: RecordId | null;
}

export class Composing {
	readonly practice: PracticeView;
	readonly #journal: OpenJournal;
	readonly #given: () => Beginning;
	readonly #onmade: (id: RecordId) => void;
	/** Chosen before anything was written. */
	#kind: MessageKind | null = $state(null);

	constructor(journal: OpenJournal, given: () => Beginning, onmade: (id: RecordId) => void) {
		this.#journal = journal;
		this.practice = practiceOf(journal.session.journal);
		this.#given = given;
		this.#onmade = onmade;
	}

	get person(): Person {
		return this.#given().person;
	}

	get message(): Message | null {
		return this.#given().message;
	}

	get kind(): MessageKind {
		const { message, kind } = this.#given();
		return message ? (message.kind ?? 'request') : (this.#kind ?? kind);
	}

	get minutes(): number | null {
		const { message } = this.#given();
		return message ? message.minutes : NUMBERS.minutes.usual;
	}

	get #talk(): RecordId | null {
		const { message, talk } = this.#given();
		return message ? message.talk : talk;
	}

	get #talks() {
		const same = this.practice.same();
		return this.#journal.view.tables.talks.rows().filter((talk) => same.isSame(talk.person, this.person.id));
	}

	readonly values: SlotValues = $derived.by(() => {
		return knownFor(this.#journal, this.practice, {
			person: this.person,
			talk: this.#talk,
			minutes: this.minutes
		});
	});

	readonly checked: readonly Checked[] = $derived.by(() => {
		const { message, person } = this.#given();
		if (!message) return [];
		const context = contextOf(
			this.practice,
			{
				id: message.id,
				person: person.id,
				kind: this.kind,
				talk: message.talk,
				subject: message.subjectText,
				body: message.bodyText,
				minutes: message.minutes,
				createdAt: message.createdAt
			},
			this.#talks,
			todayHere()
		);
		return checkMessage({ ...context, noted: this.#noted, restates: message.takeaway });
	});

	/** What a thank-you can restate. */
	readonly #noted: readonly string[] = $derived.by(() => {
		const talk = this.#talk;
		if (talk === null) return [];
		const { bound } = this.practice;
		const noted = notedWords(bound.debriefs.of(talk)[0] ?? null, bound.mentions.of(talk));
		return [...noted, ...takenFrom(bound, talk)];
	});

	readonly overruled: ReadonlySet<string> = $derived.by(() => {
		const id = this.message?.id;
		const rows = this.practice.records.overrules.rows().filter((row) => row.about === id);
		return new Set(rows.flatMap(({ rule }) => (rule === null ? [] : [rule])));
	});

	/** What has to be settled before it can leave. */
	readonly holding: readonly Checked[] = $derived.by(() => {
		return holding(this.checked, this.overruled);
	});

	get blank(): boolean {
		return (this.message?.bodyText ?? '').trim() === '';
	}

	/** The draft, made when it is not there yet. */
	begin(wording: Partial<Wording> = {}): Result<RecordId> {
		const { message, person } = this.#given();
		if (message) return success(message.id);
		const made = this.practice.records.messages.add({
			person: person.id,
			kind: this.kind,
			talk: this.#talk,
			minutes: this.minutes,
			...wording
		});
		if (made.ok) {
			this.#kind = null;
			this.#onmade(made.value);
		}
		return made;
	}

	/** Filled with what is known; takes the place of what stood there. */
	use({ subject, body, template }: Wording): Result<RecordId> {
		const { values } = this;
		const filled = { subject: fillSlots(subject, values), body: fillSlots(body, values) };
		const { message } = this;
		if (!message) return this.begin({ ...filled, template });
		const { journal } = this.#journal.session;
		return this.practice.group(() => {
			journal.edit(message.subject, filled.subject);
			journal.edit(message.body, filled.body);
			const set = this.practice.records.messages.set(message.id, { template });
			return set.ok ? success(message.id) : set;
		});
	}

	/** Puts a value into every place of its slot. */
	fill(values: SlotValues): Result {
		const { message } = this;
		if (!message) return success(undefined);
		const { journal } = this.#journal.session;
		return fillIn(this.practice, (text, next) => journal.edit(text, next), message, values);
	}

	setKind(kind: MessageKind): Result {
		const { message } = this;
		if (message) return this.practice.records.messages.set(message.id, { kind });
		this.#kind = kind;
		return success(undefined);
	}
}
