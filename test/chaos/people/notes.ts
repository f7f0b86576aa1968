import type { Answer } from '../graphql.ts';

/** A pick that somebody makes. */
export interface RequestedPick {
  readonly draftId: string;
  readonly pickNumber: number;
  readonly playerId: number;
  readonly userId: string;
}

/** A queue that somebody keeps, and every list that it may be now: one, but where the last answer never came. */
export interface KeptQueue {
  readonly draftId: string;
  readonly teamId: string;
  readonly userId: string;
  lists: readonly (readonly number[])[];
  /** How many changes were acknowledged. */
  changes: number;
}

/** How often a draft was paused and resumed by a commissioner who asks for each more than once. */
export interface Interruptions {
  readonly draftId: string;
  pauses: number;
  resumes: number;
  /** A request was sent again, so that the first one, whose client gave up, may still be carried out. */
  isUncertain: boolean;
}

/** An answer that a person got. */
export interface Told {
  readonly what: 'queue' | 'pause' | 'resume' | 'manager' | 'time' | 'autopilot' | 'mend';
  readonly draftId: string | null;
  readonly answer: Answer;
}

/** The answer to a pick: when the request was sent, in milliseconds since 1970, and how long the answer took, in milliseconds. */
export type PickAnswer = Answer & {
  readonly requested: RequestedPick;
  readonly at: number;
  readonly ms: number;
};

/** What people remember of what they did, to be compared with what is left. */
export class Notes {
  /** The answers to picks. */
  readonly picks: PickAnswer[] = [];
  readonly told: Told[] = [];
  /** Drafts in a stand-off when the run ended. */
  readonly openStandOffs = new Set<string>();
  readonly queues: KeptQueue[] = [];
  readonly interruptions: Interruptions[] = [];
  /** Drafts whose board a commissioner mends, and which they resume. */
  readonly mended = new Set<string>();
  /** Who each team was given to last; null: nobody. Teams are missing where the last answer never came. */
  readonly managers = new Map<string, string | null>();
  /** Answers to a queue's keeper that were not the list they should be. */
  readonly wrongLists: { readonly draftId: string; readonly what: string }[] = [];
}
