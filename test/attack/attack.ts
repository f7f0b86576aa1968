/** What an attack is pointed at: a running service of ours, on this machine only. */
export interface AttackTarget {
  /** Address of a server process, such as `http://127.0.0.1:5678`. */
  readonly url: string;
  /** A public draft that anybody may watch. */
  readonly draftId: string;
  /** Local address that the attack's connections come from; the judges' own connections come from another. */
  readonly localAddress: string;
  /** A token of somebody who may do what everybody may who is signed in, and has no draft. */
  readonly token: string;
  /** A source of messages of a league of the attacker's own. */
  readonly source: { readonly id: string; readonly secret: string };
}

export interface AttackRun {
  /** Ends the attack: `run` resolves soon after it is aborted, with all its connections closed. */
  readonly signal: AbortSignal;
  /** Seeded: a number from 0 up to 1. */
  readonly random: () => number;
}

/**
 * One way of doing harm within the limits of the network, with no other right than who is signed in has. A small test runs it against one
 * server and says what must hold meanwhile; `npm run attack` mixes all of them beside live drafts.
 */
export interface Attack {
  /** Field's words, such as `unread_answers`. */
  readonly name: string;
  /** Goes on until the signal; refusals and cut connections are expected, and do not reject. */
  run(target: AttackTarget, run: AttackRun): Promise<void>;
}
