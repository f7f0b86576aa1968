import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionPool } from '../src/database/connect.ts';
import { createEndpoint } from '../src/database/endpoints.ts';
import { createLeague, createUser } from '../src/database/leagues.ts';
import { Program } from '../src/processes/program.ts';
import type { ReceivedSoFar, ReceiverKind } from './receivers.ts';

const SECRET = `whsec_${Buffer.from('a secret that only the benches know').toString('base64')}`;
const LOOK_EVERY_MS = 50;

/** Whoever may do what all of those may who run the leagues. */
export const OPERATOR = { kind: 'OPERATOR', userId: null } as const;

/** The systems that get events: so many, the last three of them bad. */
export class Endpoints {
  readonly #program: Program;
  readonly #ports: readonly number[];
  readonly #kinds: readonly ReceiverKind[];

  private constructor(program: Program, ports: readonly number[], kinds: readonly ReceiverKind[]) {
    this.#program = program;
    this.#ports = ports;
    this.#kinds = kinds;
  }

  static async start(url: string, count: number): Promise<Endpoints> {
    const bad: ReceiverKind[] = ['hangs', 'fails', 'slow'];
    const kinds = [...Array.from({ length: count - bad.length }, () => 'healthy' as const), ...bad];
    const program = new Program({
      args: ['bench/receivers.ts', url, ...kinds],
      serialization: 'advanced',
      onMessage: () => undefined,
      onOutput: (text) => process.stderr.write(text),
    });
    const [{ ports }] = (await once(program.child, 'message')) as [{ ports: number[] }];
    return new Endpoints(program, ports, kinds);
  }

  /**
   * Gives each its own league, run by somebody of its own, and each of these an equal share of the drafts that there are; what happens from then on is delivered. Answers the
   * leagues of the healthy ones.
   */
  async connect(db: ConnectionPool): Promise<string[]> {
    await db.query('delete from app_public.endpoints');
    const leagues: string[] = [];
    for (const [index] of this.#ports.entries()) {
      const league = { name: `Endpoint ${index}`, teams: [{ name: 'Team', managerId: null }] };
      const userId = await createUser(db, league.name);
      leagues.push(await createLeague(db, league, { kind: 'USER', userId }));
    }
    await db.query(
      `update app_public.drafts d set league_id = ($1::uuid[])[1 + n.place % cardinality($1)]
         from (select id, row_number() over (order by id) as place from app_public.drafts) n where n.id = d.id`,
      [leagues],
    );
    for (const [index, port] of this.#ports.entries()) {
      const target = `http://127.0.0.1:${port}/`;
      const endpoint = {
        leagueId: leagues[index] ?? null,
        kind: 'WEBHOOK' as const,
        address: target,
        target,
      };
      await createEndpoint(db, { ...endpoint, secret: SECRET }, OPERATOR);
    }
    return leagues.filter((_, index) => this.#kinds[index] === 'healthy');
  }

  /** The process that all of them are in. */
  get pid(): number {
    return this.#program.pid;
  }

  /** Forgets what was received. */
  async begin(): Promise<void> {
    await this.#ask('begin');
  }

  /** What the healthy ones got; without delays. */
  count(): Promise<ReceivedSoFar> {
    return this.#ask('count');
  }

  /** Waits until the healthy ones got so many different events, or nothing came for so long; answers what they got. */
  async received(
    events: number,
    { quietMs, onProgress }: { quietMs: number; onProgress: (received: number) => void },
  ): Promise<ReceivedSoFar> {
    let last = -1;
    let since = performance.now();
    for (;;) {
      const { different } = await this.count();
      onProgress(different);
      if (different !== last) since = performance.now();
      last = different;
      if (different >= events || performance.now() - since > quietMs) return this.#ask('all');
      await sleep(LOOK_EVERY_MS);
    }
  }

  async #ask(order: string): Promise<ReceivedSoFar> {
    const answered = once(this.#program.child, 'message');
    this.#program.child.send(order);
    const [told] = (await answered) as [ReceivedSoFar];
    return told;
  }

  async end(): Promise<void> {
    await this.#program.kill();
  }
}
