import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyPick } from '../../src/database/picks.ts';
import { Announcer } from '../../src/events/announcer.ts';
import { oneOf, type Random, randomFrom } from '../chaos/random.ts';
import { newDraft, newPool, type TestDraft } from '../support/drafts.ts';
import { killListening, newHub, type TestHub } from '../support/hub.ts';
import { RACES } from '../support/races.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

/** Three times where races run as often as they can (`RACES=1000`). */
const SEEDS = RACES < 1_000 ? [1] : [1, 2, 3];
const COMING = 10_000;
/** Followers that come and go at the same time. */
const AT_ONCE = 100;
const DRAFTS = 60;
const ROUNDS = 25;
const TEAMS = 4;

let database: TestDatabase;
let poolId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  poolId = await newPool(database.pool, 200);
});
afterAll(() => database.drop());

/** A draft of the run, and how many picks were made in it. */
interface Racing {
  readonly draft: TestDraft;
  made: number;
}

/** Picks in one draft after the other until the followers are through; a third of the picks is announced by nobody. */
async function pickAlong(random: Random, racing: readonly Racing[], isOver: () => boolean): Promise<void> {
  const announcer = new Announcer(database.pool, () => undefined);
  while (!isOver()) {
    const one = oneOf(
      random,
      racing.filter(({ made }) => made < ROUNDS * TEAMS),
    );
    if (!one) break;
    const { draftId, commissioner, players } = one.draft;
    one.made += 1;
    const { version } = await applyPick(database.pool, {
      kind: 'MANUAL',
      draftId,
      pickNumber: one.made,
      playerId: players[one.made - 1] ?? 0,
      actor: commissioner,
    });
    if (random() > 1 / 3) announcer.announce({ draftId, version });
    if (random() < 0.01) await killListening(database.pool);
  }
  await announcer.settled();
}

/** Follows a draft from a random number on, reads a random number of events, and says what was wrong with them. */
async function race(
  random: Random,
  { hub }: TestHub,
  { draft: { draftId }, made }: Racing,
): Promise<string[]> {
  const wrong: string[] = [];
  const after = random() < 0.1 ? null : Math.floor(random() * (made + 2));
  const follower = await hub.follow({ draftId, after, actor: { kind: 'USER', userId: null } });
  let last = after;
  const most = Math.floor(random() * 12);
  for (let read = 0; read < most; read += 1) {
    const next = follower.next();
    // Who follows from now may have nothing to wait for any more.
    const isEnough = random() < 0.2;
    if (isEnough) await follower.return();
    const { value } = await next;
    if (!value) break;
    if (value.draftId !== draftId)
      wrong.push(`an event of ${value.draftId} came to a follower of ${draftId}`);
    if (value.kind === 'RESYNC') wrong.push(`a follower that reads was told to RESYNC at ${value.version}`);
    if (last !== null && value.version !== last + 1) wrong.push(`${value.version} came after ${last}`);
    last = value.version;
    if (last >= made + 2) break;
  }
  await follower.return();
  return wrong;
}

describe('ten thousand followers that come and go while picks are made', () => {
  it.each(SEEDS)(
    'get each event once and in order (seed %i)',
    async (seed) => {
      const random = randomFrom(seed);
      const racing: Racing[] = [];
      for (let i = 0; i < DRAFTS; i += 1) {
        racing.push({
          draft: await newDraft(database.pool, {
            poolId,
            teams: TEAMS,
            rounds: ROUNDS,
            secondsPerPick: 3_600,
          }),
          made: 0,
        });
      }
      const test = newHub(database);
      let started = 0;
      let finished = 0;
      const wrong: string[] = [];
      const come = async () => {
        while (started < COMING) {
          started += 1;
          const one = oneOf(random, racing);
          if (one) wrong.push(...(await race(random, test, one)));
          finished += 1;
        }
      };
      const picking = pickAlong(random, racing, () => finished >= COMING);
      await Promise.all(Array.from({ length: AT_ONCE }, come));
      await picking;
      await test.hub.stop();
      expect(wrong).toEqual([]);
      expect(finished).toBe(COMING);
      expect(test.seen.followers).toBe(0);
      const made = racing.reduce((sum, { made: picks }) => sum + picks, 0);
      expect(made).toBeGreaterThan(500);
    },
    180_000,
  );
});
