import { Program } from '../../../src/processes/program.ts';
import type { AttackTarget } from '../attack.ts';
import type { Turn } from './schedule.ts';

const PROGRAM = 'test/attack/long_run/attackers.ts';

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
  readonly #programs: Program[] = [];
  readonly #cpuSeconds = new Map<Program, number>();

  /** Starts a process for each list of turns. */
  constructor(target: AttackTarget, schedule: readonly (readonly Turn[])[]) {
    for (const turns of schedule) {
      const program: Program = new Program({
        args: [PROGRAM],
        // A session of its own, which can come last.
        detached: true,
        onMessage: (message) => {
          const attacked = message as Attacked;
          this.attacked.push(attacked);
          this.#cpuSeconds.set(program, attacked.cpuSeconds);
        },
      });
      program.child.send({ target, turns });
      this.#programs.push(program);
    }
  }

  /** What all processes used. */
  get cpuSeconds(): number {
    return [...this.#cpuSeconds.values()].reduce((sum, seconds) => sum + seconds, 0);
  }

  /** Resolves when the last attack ended. Throws where a process ended before it was done. */
  async over(): Promise<void> {
    for (const program of this.#programs) {
      const end = await program.ended();
      if (end !== 0)
        throw new Error(`An attacking process ended with ${end}. Its output:\n${program.said()}`);
    }
  }

  /** Leaves no process behind. */
  async end(): Promise<void> {
    await Promise.all(this.#programs.map((program) => program.kill()));
  }
}
