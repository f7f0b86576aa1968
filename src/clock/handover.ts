/** An alarm that rings, as far as its end is concerned. */
export interface Ringing {
  /** Whether it keeps the time: it knows what is due, and does not fail at it. */
  isWell(): boolean;
  /** Ends it, with the rings under way. */
  end(): Promise<void>;
}

/**
 * Where a runner ends so that another one starts in the same process, its alarm rings on until the alarm of the next one has asked what
 * is due: in between nobody would ring here. One for the whole process, like its connections: it outlives runners.
 */
export class Handover {
  #isFollowed = false;
  #leaving: Ringing | null = null;
  #ending: Promise<void> = Promise.resolve();

  /** Says whether another runner follows when the one that runs has ended; unless told, none does. */
  expect(isFollowed: boolean): void {
    this.#isFollowed = isFollowed;
  }

  /** The runner of an alarm has ended. Resolves when the alarm has ended as well, or is to ring on. */
  async leave(alarm: Ringing): Promise<void> {
    // One that does not keep the time is of no use until then; one that does and waits already stays.
    if (!this.#isFollowed || !alarm.isWell()) return alarm.end();
    const before = this.#leaving;
    this.#leaving = alarm;
    await before?.end();
  }

  /** The next alarm keeps the time, or no runner follows any more: whoever rang on ends. */
  end(): Promise<void> {
    const leaving = this.#leaving;
    this.#leaving = null;
    if (leaving) this.#ending = Promise.all([this.#ending, leaving.end()]).then(() => undefined);
    return this.#ending;
  }
}

/** That of this process's alarms. */
export const handover = new Handover();
