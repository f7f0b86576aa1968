/** What a process can do its work without, in some worse way. */
export const PARTS = ['publishers', 'notify', 'identity_provider', 'slow_database', 'replicas'] as const;
export type Part = (typeof PARTS)[number];

/** An answer of the database that takes longer is slow: a tick takes a few milliseconds. */
const SLOW_MS = 250;
/** One slow answer may have waited behind a herd of picks. */
const SLOW_IN_A_ROW = 3;

/** What this process has to do without right now: those who need something say whether they have it. */
class Degraded {
  readonly #probes = new Map<() => boolean, Part>();

  /**
   * Asks `lacks` whenever somebody wants to know whether the part is missing. Answers what ends that.
   * @param lacks must not throw
   */
  when(part: Part, lacks: () => boolean): () => void {
    this.#probes.set(lacks, part);
    return () => void this.#probes.delete(lacks);
  }

  /** What is missing, each once. */
  parts(): Part[] {
    const missing = new Set([...this.#probes].flatMap(([lacks, part]) => (lacks() ? [part] : [])));
    return PARTS.filter((part) => missing.has(part));
  }
}

/** What this process has to do without. */
export const degraded = new Degraded();

/** Whether something has become slow: several answers in a row were. */
export class Slowness {
  #inARow = 0;

  /** Takes in how many milliseconds an answer took. */
  took(ms: number): void {
    this.#inARow = ms > SLOW_MS ? this.#inARow + 1 : 0;
  }

  isSlow(): boolean {
    return this.#inARow >= SLOW_IN_A_ROW;
  }
}
