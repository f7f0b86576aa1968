import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { AttackTarget } from '../attack.ts';
import type { Turn } from './schedule.ts';

const PROGRAM = fileURLToPath(new URL('./attackers.ts', import.meta.url));
/** Ends a process when the run is gone, even by kill -9. */
const END_WITH_RUN = new URL('../../../bin/end_with_launcher.mjs', import.meta.url).href;

/** An attack that happened, in milliseconds since 1970. */
export interface Attacked {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** What its process had used until then, in seconds. */
  readonly cpuSeconds: number;
}

/** Processes that attack, each one attack after the other. */
export class Assault {
  readonly attacked: Attacked[] = [];
  readonly #children: ChildProcess[] = [];
  readonly #ended: Promise<unknown>[] = [];
  readonly #cpuSeconds = new Map<ChildProcess, number>();

  /** Starts a process for each list of turns. */
  constructor(target: AttackTarget, schedule: readonly (readonly Turn[])[]) {
    for (const turns of schedule) {
      const child = fork(PROGRAM, {
        execArgv: ['--import', END_WITH_RUN],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        // A session of its own, which can come last.
        detached: true,
      });
      child.on('message', (attacked: Attacked) => {
        this.attacked.push(attacked);
        this.#cpuSeconds.set(child, attacked.cpuSeconds);
      });
      child.send({ target, turns });
      this.#children.push(child);
      this.#ended.push(once(child, 'exit'));
    }
  }

  /** What all processes used. */
  get cpuSeconds(): number {
    return [...this.#cpuSeconds.values()].reduce((sum, seconds) => sum + seconds, 0);
  }

  /** Resolves when the last attack ended. Throws where a process ended before it was done. */
  async over(): Promise<void> {
    await Promise.all(this.#ended);
    const broken = this.#children.find(({ exitCode }) => exitCode !== 0);
    if (broken) throw new Error(`An attacking process ended with ${broken.exitCode ?? broken.signalCode}`);
  }

  /** Leaves no process behind. */
  async end(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    await Promise.all(this.#ended);
  }
}
