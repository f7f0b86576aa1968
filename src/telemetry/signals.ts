import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel';

/** Stages of a pick whose clock ran out; before them the tick once a second, and what it reads ahead. */
export const STAGES = ['tick', 'prepare', 'read', 'choose', 'apply', 'announce'] as const;
export type Stage = (typeof STAGES)[number];

/** The calls of the precise alarm: it reads what is due (tick), picks (ring), and reads ahead (prepare). */
export const DOINGS = ['tick', 'ring', 'prepare'] as const;
export type AlarmDoing = (typeof DOINGS)[number];

/** A pick of the clock, or what the clock did instead of picking. Times are the database's. */
export interface ToldPick {
  readonly draftId: string;
  readonly outcome: string;
  readonly pickNumber: number;
  readonly playerId: number;
  readonly source: string | null;
  readonly deadline: Date | null;
  readonly nextDeadline: Date | null;
  readonly pickedAt: Date;
}

/** What follows a draft that could not be picked for. */
export interface ToldFailure {
  readonly attemptCount: number;
  readonly retryAt: Date | null;
  readonly paused: boolean;
}

/**
 * What the parts of a process tell of their work, as it happens. Nothing here decides anything: whoever tells a signal neither knows who
 * listens nor waits for it.
 */
export interface Signals {
  /** The clock picked. */
  picked(pick: ToldPick): void;
  /** A person picked, or had the service pick at once; by the source of the pick. */
  pickedByPerson(source: string): void;
  /** The clock ran out in an outage, so the team got time back instead. */
  timeReturned(pick: ToldPick): void;
  /** By the rules of time the clock did something else than pick: the outcome says what. */
  acted(pick: ToldPick): void;
  failed(draftId: string, error: string, noted: ToldFailure | null): void;
  /** A team's strategy could not be used, and the best player left was taken. */
  fellBack(draftId: string, strategy: string, objection: string): void;
  /** A stage took so many milliseconds for so many drafts. */
  measured(stage: Stage, ms: number, drafts: number): void;
  /** The precise alarm failed at something as a whole, and not for one draft's fault. */
  alarmFailed(doing: AlarmDoing): void;
  /** How many followers this process has now. */
  followers(count: number): void;
  /** A follower got RESYNC: it has to read its draft again. */
  resynced(): void;
  /** New events were read for all followers: how long that took, and how many there were. */
  newsRead(ms: number, events: number): void;
  /** An event was sent to an endpoint. `delayMs`: from when it happened until the endpoint took it; null: it did not. */
  delivered(kind: string, delayMs: number | null): void;
  /** How old what would be read from a replica is, in milliseconds; infinity where that is not known. */
  replicaLag(replica: string, ms: number): void;
  /** Something that a replica may answer was read. */
  readFrom(from: 'replica' | 'primary'): void;
  /** A request over HTTP was answered, by the kind of its path; `ms` null where the answer goes on for as long as somebody listens. */
  requested(route: string, status: number, ms: number | null): void;
  /** A query or a mutation of GraphQL was answered: its name where it is known, and OK or the code of its first error. */
  operated(operation: string, code: string, ms: number): void;
}

type Name = keyof Signals;

/** Each of them: one that is left out does not compile. */
const EACH: Readonly<Record<Name, true>> = {
  ...{ picked: true, pickedByPerson: true, timeReturned: true, acted: true, failed: true, fellBack: true },
  ...{ measured: true, alarmFailed: true, followers: true, resynced: true, newsRead: true, delivered: true },
  ...{ replicaLag: true, readFrom: true, requested: true, operated: true },
};
const NAMES = Object.keys(EACH) as Name[];
const PREFIX = 'draft_orchestrator.';

/** Tells a signal to whoever listens; where nobody does, that is one comparison. */
export const signals: Signals = Object.fromEntries(
  NAMES.map((name) => {
    const heard = channel(PREFIX + name);
    return [
      name,
      (...args: unknown[]) => {
        if (heard.hasSubscribers) heard.publish(args);
      },
    ];
  }),
) as unknown as Signals;

/**
 * Listens to signals: logs, metrics and whoever else wants to know. Node's diagnostics_channel carries them, as
 * `draft_orchestrator.<name>` with the arguments as an array, so that programs beside this one can listen as well.
 * @param listener must not throw
 * @returns what ends it
 */
export function listen(listener: Partial<Signals>): () => void {
  const ends = NAMES.flatMap((name) => {
    const hear = listener[name] as ((...args: unknown[]) => void) | undefined;
    if (hear === undefined) return [];
    const onMessage = (message: unknown) => hear(...(message as unknown[]));
    subscribe(PREFIX + name, onMessage);
    return [() => void unsubscribe(PREFIX + name, onMessage)];
  });
  return () => {
    for (const end of ends) end();
  };
}
