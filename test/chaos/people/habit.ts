import type { DraftEvent } from '../../../src/draft/events.ts';
import type { PlayedDraft } from '../drafts.ts';
import type { Answer } from '../graphql.ts';
import type { Random } from '../random.ts';
import type { Notes } from './notes.ts';

/** Where somebody acts: a draft that is played, and what is known of it. */
export interface Place {
  readonly draft: PlayedDraft;
  /** Who was drafted, by the events seen so far. */
  readonly taken: ReadonlySet<number>;
  readonly random: Random;
  /** Aborts when the draft is over or the run ends. */
  readonly signal: AbortSignal;
  readonly notes: Notes;
  /** Sends a request as a person, to any server, until there is an answer. */
  ask(userId: string, query: string, variables: Readonly<Record<string, unknown>>): Promise<Answer>;
}

/** What people do. */
export interface Habit {
  /** Because of an event. */
  hears?(event: DraftEvent, place: Place): Promise<void>;
  /** For as long as a draft is played. */
  does?(place: Place): Promise<void>;
}
