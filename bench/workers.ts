import { once } from 'node:events';
import { z } from 'zod';
import { Program } from '../src/processes/program.ts';
import { type Company, NOBODY } from './company.ts';

const WORKER = 'bench/worker.ts';
const MICROSECONDS_PER_SECOND = 1_000_000;

const messageShape = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ at: z.number(), lateness: z.array(z.number()), ofCompany: z.array(z.number()) }),
  z.object({ cpu: z.object({ user: z.number(), system: z.number() }), queries: z.number() }),
  z.object({ rings: z.number(), emptyRings: z.number(), asked: z.number(), clockErrorMs: z.number() }),
]);

/** A pick as a worker process acknowledged it: when, on the database's clock, and how late, in milliseconds. */
export interface Acknowledged {
  readonly at: number;
  readonly latenessMs: number;
}

/** CPU seconds and statements. */
export interface Used {
  readonly cpuSeconds: number;
  readonly queries: number;
}

/** Worker processes of one kind, and what they told. */
export class Workers {
  readonly picks: Acknowledged[] = [];
  /** Those for drafts that are only there to be in the way. */
  readonly picksOfCompany: Acknowledged[] = [];
  rings = 0;
  emptyRings = 0;
  /** Drafts that rings asked for, picked or not: what is above the picks was doubled work. */
  asked = 0;
  clockErrorMs = 0;
  readonly #programs: Program[] = [];

  /** Starts so many processes and waits until all of them look for work. */
  static async start(
    kind: 'ours' | 'stock',
    url: string,
    count: number,
    company: Company = NOBODY,
  ): Promise<Workers> {
    const workers = new Workers();
    for (let i = 0; i < count; i += 1) await workers.#startOne(kind, url, company);
    return workers;
  }

  async #startOne(kind: string, url: string, { plugIns, draftIds }: Company): Promise<void> {
    let isReady: () => void = () => undefined;
    const ready = new Promise<void>((resolve) => {
      isReady = resolve;
    });
    const program: Program = new Program({
      args: [WORKER, kind, url, ...plugIns],
      onOutput: (text) => process.stderr.write(text),
      onMessage: (message) => {
        const told = messageShape.parse(message);
        if ('ready' in told) isReady();
        else if ('rings' in told) this.#ended(told);
        else if ('cpu' in told) {
          const cpuSeconds = (told.cpu.user + told.cpu.system) / MICROSECONDS_PER_SECOND;
          program.child.emit('used', { cpuSeconds, queries: told.queries } satisfies Used);
        } else {
          for (const latenessMs of told.lateness) this.picks.push({ at: told.at, latenessMs });
          for (const latenessMs of told.ofCompany) this.picksOfCompany.push({ at: told.at, latenessMs });
        }
      },
    });
    this.#programs.push(program);
    await Promise.race([ready, endsTooSoon(program)]);
    if (draftIds.length > 0) program.child.send({ company: draftIds });
  }

  #ended(told: { rings: number; emptyRings: number; asked: number; clockErrorMs: number }): void {
    this.rings += told.rings;
    this.emptyRings += told.emptyRings;
    this.asked += told.asked;
    this.clockErrorMs = Math.max(this.clockErrorMs, told.clockErrorMs);
  }

  /** What the processes have used so far, together. */
  async used(): Promise<Used> {
    const answers = await Promise.all(
      this.#programs.map(async (program) => {
        const answered = once(program.child, 'used');
        program.child.send({});
        const [used] = (await Promise.race([answered, endsTooSoon(program)])) as [Used];
        return used;
      }),
    );
    return answers.reduce((sum, used) => ({
      cpuSeconds: sum.cpuSeconds + used.cpuSeconds,
      queries: sum.queries + used.queries,
    }));
  }

  /** Ends all of them and waits until they have told their figures. */
  async stop(): Promise<void> {
    for (const { child } of this.#programs) child.kill('SIGTERM');
    await Promise.all(this.#programs.map((program) => program.ended()));
  }
}

async function endsTooSoon(program: Program): Promise<never> {
  throw new Error(`A worker process ended (${await program.ended()}):\n${program.said()}`);
}
