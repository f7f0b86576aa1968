import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUser } from '../../src/database/leagues.ts';
import { RELEASE } from '../../src/migrate/release.ts';
import { Program } from '../../src/processes/program.ts';
import { type Answer, ask, fieldOf, SECRET, tokenFor } from '../support/api.ts';
import { FormerRelease, lastRelease } from '../support/former_release.ts';
import { addressOf, metricsOf } from '../support/processes.ts';
import { createEmptyDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

const THIS = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
const TEAMS = 4;
const ROUNDS = 30;
const SECONDS = 1;
const DRAFTS = 10;
/** Nine programs start one after the other. */
const AT_MOST_MS = 180_000;

const ref = lastRelease();

/** Starts a command of either release on the database. */
function start(main: string, args: readonly string[], database: TestDatabase): Program {
  const env = {
    DATABASE_URL: database.url,
    AUTH_SECRET: SECRET,
    PORT: '0',
    METRICS_PORT: '0',
    LOG_LEVEL: 'info',
    GRAPHILE_ENV: 'production',
    // Work is counted by the wall: on a busy machine what one commissioner prepares here would be more than one person's.
    WORK_PER_PERSON: '60000',
    WORK_PER_ADDRESS: '60000',
  };
  return new Program({ args: [main, ...args], env, cwd: join(main, '..', '..') });
}

async function run(main: string, args: readonly string[], database: TestDatabase): Promise<void> {
  const program = start(main, args, database);
  expect(await program.ended(), program.said()).toBe(0);
}

/** Waits until a worker has made so many picks by the clock, counted from now. */
async function untilItPicked(worker: Program, more: number): Promise<void> {
  const url = await metricsOf(worker);
  const picks = async () => {
    const text = await (await fetch(url)).text();
    return Number(/^draft_orchestrator_picks_total\{source="AUTO"\} (\d+)/m.exec(text)?.[1] ?? 0);
  };
  const before = await picks();
  await until(async () => ((await picks()) >= before + more ? true : undefined));
}

/** Somebody who runs a league over the API of whichever release answers: with what both have. */
class Commissioner {
  readonly #token: string;
  #teamIds: string[] = [];
  #leagueId = '';
  #poolId = '';

  constructor(token: string) {
    this.#token = token;
  }

  async ask(url: string, query: string, variables: Record<string, unknown>): Promise<Answer['data']> {
    const { data, errors } = await ask(url, query, variables, this.#token);
    expect(errors).toEqual([]);
    return data;
  }

  async prepare(url: string): Promise<void> {
    const teams = Array.from({ length: TEAMS }, (_, i) => ({ name: `Team ${i + 1}` }));
    const made = await this.ask(
      url,
      `mutation ($teams: [NewTeamInput!]!) { createLeague(name: "League", teams: $teams) { league { id teams { nodes { id } } } } }`,
      { teams },
    );
    const { league } = fieldOf<{ league: { id: string; teams: { nodes: { id: string }[] } } }>(
      made,
      'createLeague',
    );
    this.#leagueId = league.id;
    this.#teamIds = league.teams.nodes.map(({ id }) => id);
    const players = Array.from({ length: TEAMS * ROUNDS }, (_, i) => ({
      name: `Player ${i}`,
      positions: ['RB'],
    }));
    const pool = await this.ask(
      url,
      `mutation ($players: [NewPlayerInput!]!) { createPool(name: "Pool", players: $players) { pool { id } } }`,
      { players },
    );
    this.#poolId = fieldOf<{ pool: { id: string } }>(pool, 'createPool').pool.id;
  }

  /** A draft that has begun. */
  async draft(url: string, secondsPerPick: number): Promise<string> {
    const settings = {
      rounds: ROUNDS,
      order: { kind: 'SNAKE' },
      secondsPerPick,
      rosterSlots: [{ name: 'BN', seats: ROUNDS }],
    };
    const made = await this.ask(
      url,
      `mutation ($leagueId: UUID!, $poolId: UUID!, $teamIds: [UUID!]!, $settings: DraftSettingsInput!) {
         createDraft(leagueId: $leagueId, poolId: $poolId, teamIds: $teamIds, settings: $settings) { draft { id } } }`,
      { leagueId: this.#leagueId, poolId: this.#poolId, teamIds: this.#teamIds, settings },
    );
    const { draft } = fieldOf<{ draft: { id: string } }>(made, 'createDraft');
    await this.ask(url, 'mutation ($id: UUID!) { startDraft(draftId: $id) { draft { state } } }', {
      id: draft.id,
    });
    return draft.id;
  }

  /** Picks by hand for the team on the clock, whichever player is left. */
  async pick(url: string, draftId: string, pickNumber: number): Promise<void> {
    const { rows } = await database.pool.query<{ id: number }>(
      `select p.id from app_public.players p join app_public.drafts d on d.pool_id = p.pool_id
        where d.id = $1 and not exists (select from app_public.picks k where k.draft_id = d.id and k.player_id = p.id)
        order by p.id limit 1`,
      [draftId],
    );
    await this.ask(
      url,
      `mutation ($draftId: UUID!, $pickNumber: Int!, $playerId: ID!) {
         makePick(draftId: $draftId, pickNumber: $pickNumber, playerId: $playerId) { draft { currentPick } } }`,
      { draftId, pickNumber, playerId: String(rows[0]?.id) },
    );
  }
}

let database: TestDatabase;
let former: FormerRelease | null = null;
const running: Program[] = [];

beforeAll(async () => {
  database = await createEmptyDatabase();
  if (ref !== null) former = new FormerRelease(ref);
});
afterAll(async () => {
  for (const program of running) await program.kill();
  await database.drop();
  former?.remove();
});

function keep(program: Program): Program {
  running.push(program);
  return program;
}

describe('an upgrade from the last release', () => {
  it(
    'goes on picking, by the clock and by hand, through both releases, and back',
    async ({ skip }) => {
      if (former === null || ref === null)
        return skip('There is no tag of a release here: clone with tags, or name a commit as LAST_RELEASE.');
      await run(former.main, ['migrate'], database);
      const oldWorker = keep(start(former.main, ['worker'], database));
      const oldServer = keep(start(former.main, ['server'], database));
      const oldUrl = await addressOf(oldServer);
      const people = new Commissioner(await tokenFor(await createUser(database.pool, 'Commissioner')));
      await people.prepare(oldUrl);
      for (let i = 0; i < DRAFTS; i += 1) await people.draft(oldUrl, SECONDS);
      const byHand = await people.draft(oldUrl, 600);
      await people.pick(oldUrl, byHand, 1);
      await untilItPicked(oldWorker, 5);

      await run(THIS, ['migrate'], database);
      // The old ones alone, on the new schema.
      await people.pick(oldUrl, byHand, 2);
      await untilItPicked(oldWorker, 5);

      const newWorker = keep(start(THIS, ['worker'], database));
      const newServer = keep(start(THIS, ['server'], database));
      const newUrl = await addressOf(newServer);
      await people.pick(newUrl, byHand, 3);
      await people.pick(oldUrl, byHand, 4);
      await Promise.all([untilItPicked(oldWorker, 5), untilItPicked(newWorker, 5)]);
      for (const old of [oldWorker, oldServer]) expect(await old.stop(30_000), old.said()).toBe(0);
      await people.pick(newUrl, byHand, 5);
      await untilItPicked(newWorker, 5);

      // Back: the processes of the last release, on the schema as it is, where they know that it is the next one.
      const { version } = JSON.parse(readFileSync(join(former.root, 'package.json'), 'utf8'));
      const knows = existsSync(join(former.root, 'src', 'migrate', 'release.ts'));
      if (knows && version === RELEASE.follows) {
        for (const one of [newWorker, newServer]) expect(await one.stop(30_000), one.said()).toBe(0);
        await untilItPicked(keep(start(former.main, ['worker'], database)), 5);
      }
      await run(THIS, ['check-drafts'], database);
    },
    AT_MOST_MS,
  );
});
