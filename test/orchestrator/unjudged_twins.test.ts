import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AutoRequest, applyPicks, type JudgedPick } from '../../src/database/picks.ts';
import { applySet } from '../../src/orchestrator/apply_set.ts';
import { choosePick } from '../../src/orchestrator/choose_pick.ts';
import { DraftMemory } from '../../src/orchestrator/draft_memory.ts';
import { strategyNamed } from '../../src/strategy/registry.ts';
import { oneOf, type Random, randomFrom, shuffled } from '../chaos/random.ts';
import { setDeadline } from '../support/drafts.ts';
import { expectFoldToMatch } from '../support/events.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { changeQueue, everythingOf, newTwins, switchAutopilot, type Twins } from '../support/twins.ts';

const PAIRS = 6;
const MOST_STEPS = 80;
/** Longer than a bank: one that runs would be another for each of two twins. */
const NOT_DUE_SECONDS = 43_200;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** What the clock chooses for a draft as it is now, or null where it is over. */
async function choose(draftId: string): Promise<AutoRequest | null> {
  const memory = new DraftMemory();
  const [read] = await memory.read(database.pool, [draftId]);
  if (!read) return null;
  const pool = await memory.pools.get(database.pool, read.draft.poolId);
  return choosePick(read.draft, pool, strategyNamed, () => undefined);
}

/** Now and then something happens between a choice and its pick, to both twins. */
async function interfere(twins: Twins, random: Random): Promise<void> {
  const slot = 1 + Math.floor(random() * twins[0].teamIds.length);
  const what = oneOf(random, ['queue', 'autopilot', 'nothing', 'nothing', 'nothing', 'nothing']);
  if (what === 'queue') await changeQueue(database.pool, twins, slot, random);
  if (what === 'autopilot') await switchAutopilot(database.pool, twins, slot, random() < 0.5);
}

/** What twins must have in common of an answer: of what was not picked only that, since nobody reads more of it. */
function alike(answer: JudgedPick) {
  if (answer.outcome !== 'picked') return answer.outcome;
  const { code, numbers, pickNumber, source, version, nextPick, deadline, nextDeadline, pickedAt } = answer;
  const runsFor = nextDeadline && nextDeadline.getTime() - pickedAt.getTime();
  return { code, numbers, pickNumber, source, version, nextPick, runsFor, hadDeadline: deadline !== null };
}

describe('the same choices at the same random drafts', () => {
  it.each([1, 2])(
    'unjudged in sets, and judged one by one, leave every table alike (seed %i)',
    async (seed) => {
      const random = randomFrom(seed);
      const all: Twins[] = [];
      for (let i = 0; i < PAIRS; i += 1) all.push(await newTwins(database.pool, random));
      const outcomes = new Set<string>();
      let going = all;
      for (let step = 0; going.length > 0; step += 1) {
        expect(step).toBeLessThan(MOST_STEPS);
        // Some are not due: choices for them are stale.
        for (const twins of going) {
          const seconds = random() < 0.9 ? -1 : NOT_DUE_SECONDS;
          for (const { draftId } of twins) await setDeadline(database.pool, draftId, seconds);
        }
        const chosen: [Twins, AutoRequest, AutoRequest][] = [];
        for (const twins of going) {
          const [unjudged, judged] = [await choose(twins[0].draftId), await choose(twins[1].draftId)];
          expect(unjudged === null).toBe(judged === null);
          if (unjudged && judged) chosen.push([twins, unjudged, judged]);
          await interfere(twins, random);
        }
        const set = shuffled(random, chosen);
        const [own] = random() < 0.5 ? (set[0]?.[0] ?? []) : [];
        const unjudged = await applySet(
          database.pool,
          set.map(([, request]) => request),
          own?.draftId ?? null,
        );
        const judged = await applyPicks(
          database.pool,
          set.map(([, , request]) => request),
          null,
        );
        expect(unjudged.failures).toEqual([]);
        const ofTwins = new Map(set.map(([[a, b]]) => [a.draftId, b.draftId]));
        const byDraft = new Map(judged.map((answer) => [answer.draftId, alike(answer)]));
        // Those that had to be judged after all are answered behind the others.
        for (const answer of unjudged.answers) {
          expect(alike(answer)).toEqual(byDraft.get(ofTwins.get(answer.draftId) ?? ''));
        }
        expect(unjudged.answers).toHaveLength(judged.length);
        for (const { outcome } of unjudged.answers) outcomes.add(outcome);
        for (const [[a, b]] of chosen) {
          expect(await everythingOf(database.pool, a)).toEqual(await everythingOf(database.pool, b));
        }
        const over = new Set(
          unjudged.answers
            .filter(({ outcome, nextPick }) => outcome === 'picked' && nextPick === null)
            .map(({ draftId }) => draftId),
        );
        going = going.filter(([{ draftId }]) => !over.has(draftId));
      }
      for (const [{ draftId }] of all) await expectFoldToMatch(database.pool, draftId);
      expect([...outcomes].sort()).toEqual(['passed', 'picked', 'stale']);
    },
  );
});
