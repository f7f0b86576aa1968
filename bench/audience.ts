import type { ChildProcess } from 'node:child_process';
import { Program } from '../src/processes/program.ts';
import type { Order, Place, Seen } from './subscribers.ts';

/** Subscribers that one process holds. */
const PER_PROCESS = 2_500;
const PROGRAM = 'bench/subscribers.ts';

type Said = { opened: number } | { done: string; answer: unknown } | { failed: string };

/** What all subscribers saw. */
export type SeenByAll = Omit<Seen, 'latencies'> & { readonly latencies: readonly number[] };

/** The subscribers, in processes of their own, so that what receiving costs is not counted as the server's. */
export class Audience {
  readonly #programs: Program[] = [];

  /** Opens every place. Throws when one cannot be opened. */
  async open(
    databaseUrl: string,
    places: readonly Place[],
    onProgress: (opened: number) => void,
  ): Promise<void> {
    const shares: Place[][] = [];
    for (let from = 0; from < places.length; from += PER_PROCESS) {
      shares.push(places.slice(from, from + PER_PROCESS));
    }
    const opened = shares.map(() => 0);
    await Promise.all(
      shares.map((subscribers, index) => {
        const program = new Program({
          args: [PROGRAM],
          serialization: 'advanced',
          onMessage: () => undefined,
          onOutput: (text) => process.stderr.write(text),
        });
        this.#programs.push(program);
        return order(program.child, { kind: 'open', databaseUrl, subscribers }, (count) => {
          opened[index] = count;
          onProgress(opened.reduce((sum, one) => sum + one, 0));
        });
      }),
    );
  }

  /** From now on latencies and CPU count. */
  async measure(): Promise<void> {
    await this.#tell({ kind: 'measure' });
  }

  /** Waits until everybody has seen those versions, at most so long. */
  async seen(versions: Readonly<Record<string, number>>, withinMs: number): Promise<SeenByAll> {
    const all = (await this.#tell({ kind: 'see', versions, withinMs })) as Seen[];
    const sum = (of: (seen: Seen) => number) => all.reduce((total, seen) => total + of(seen), 0);
    return {
      latencies: all.flatMap(({ latencies }) => latencies),
      missed: sum(({ missed }) => missed),
      repeated: sum(({ repeated }) => repeated),
      outOfOrder: sum(({ outOfOrder }) => outOfOrder),
      cpuSeconds: sum(({ cpuSeconds }) => cpuSeconds),
      clockErrorMs: Math.max(...all.map(({ clockErrorMs }) => clockErrorMs)),
    };
  }

  /** All subscribers disconnect, and the processes stay. */
  async leave(): Promise<void> {
    await this.#tell({ kind: 'leave' });
  }

  end(): void {
    for (const { child } of this.#programs) if (child.connected) child.disconnect();
  }

  #tell(what: Order): Promise<unknown[]> {
    return Promise.all(this.#programs.map(({ child }) => order(child, what)));
  }
}

function order(
  child: ChildProcess,
  what: Order,
  onOpened: (count: number) => void = () => undefined,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const hear = (said: Said) => {
      if ('opened' in said) return onOpened(said.opened);
      child.off('message', hear).off('exit', lost);
      if ('failed' in said) return reject(new Error(`A subscriber failed: ${said.failed}`));
      resolve(said.answer);
    };
    const lost = () => reject(new Error('A process of subscribers ended by itself'));
    child.on('message', hear).once('exit', lost);
    child.send(what);
  });
}
