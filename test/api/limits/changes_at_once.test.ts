import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { ChangesAtOnce } from '../../../src/api/limits/changes_at_once.ts';
import { NOBODY } from '../../../src/api/viewer.ts';
import { ask, tokenFor } from '../../support/api.ts';
import { managerId, newDraft, type TestDraft } from '../../support/drafts.ts';
import { testService } from '../../support/service.ts';
import { sessionsWaiting, until } from '../../support/until.ts';

const { database, api } = testService();
const AUTOPILOT = `mutation ($draft: UUID!, $team: UUID!) {
  setAutopilot(draftId: $draft, teamId: $team, autopilot: true) { draft { id } }
}`;
const HERE = '192.0.2.1';

function person(userId: string) {
  return { ...NOBODY, userId };
}

/** Changes that last until they are ended, by the person who asked for each. */
function lasting(changes: ChangesAtOnce) {
  const running: string[] = [];
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const all: Promise<void>[] = [];
  const ask = (userId: string, address = HERE) => {
    const change = async () => {
      running.push(userId);
      await ended;
    };
    all.push(changes.run(person(userId), address, change));
  };
  const endAll = () => {
    end();
    return Promise.all(all);
  };
  return { ask, running, endAll };
}

describe('mutations at once', () => {
  it('are three of a person and six of an address; the others wait, and are done', async () => {
    const { ask, running, endAll } = lasting(new ChangesAtOnce());
    for (const userId of ['ann', 'bob', 'cat']) for (let n = 0; n < 5; n += 1) ask(userId);
    ask('dan', '192.0.2.2');
    await sleep(0);
    expect(running.join()).toBe('ann,ann,ann,bob,bob,bob,dan');
    await endAll();
    expect(running).toHaveLength(16);
  });

  it('are waited for by whoever ends the service, those that wait for their turn as well', async () => {
    const changes = new ChangesAtOnce();
    const { ask, running, endAll } = lasting(changes);
    for (let n = 0; n < 5; n += 1) ask('ann');
    const settled = changes.settled().then(() => running.length);
    await sleep(0);
    expect(running).toHaveLength(3);
    await endAll();
    expect(await settled).toBe(5);
  });

  it('are beside two messages of other systems of an address, of which few wait', async () => {
    const changes = new ChangesAtOnce();
    const { ask, running, endAll } = lasting(changes);
    const waiting = Promise.withResolvers<void>();
    let taken = 0;
    const take = () =>
      changes.take(HERE, () => {
        taken += 1;
        return waiting.promise;
      });
    const all = Array.from({ length: 52 }, take);
    await expect(take()).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    for (const userId of ['ann', 'bob', 'cat']) for (let n = 0; n < 5; n += 1) ask(userId);
    await sleep(0);
    expect(taken).toBe(2);
    expect(running).toHaveLength(4);
    waiting.resolve();
    await endAll();
    await Promise.all(all);
    expect(taken).toBe(52);
  });

  it('are refused where hundreds wait already', async () => {
    const changes = new ChangesAtOnce();
    const { ask, endAll } = lasting(changes);
    for (let n = 0; n < 503; n += 1) ask('ann');
    const oneMore = changes.run(person('ann'), HERE, () => Promise.resolve());
    await expect(oneMore).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      numbers: { what: 'mutations at once', limit: 3 },
    });
    await endAll();
  });

  it('are left out where they have waited for so long that nobody waits for them any more', async () => {
    const { ask, running, endAll } = lasting(new ChangesAtOnce());
    for (let n = 0; n < 4; n += 1) ask('ann');
    const now = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 5_001);
    await expect(endAll()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    now.mockRestore();
    expect(running).toHaveLength(3);
  });

  it('of somebody whose drafts are locked leave connections to others', async () => {
    const [held, free] = [await newDraft(database.pool), await newDraft(database.pool)];
    const locking = await database.pool.connect();
    await locking.query('begin');
    await locking.query('select from app_public.drafts where id = $1 for update', [held.draftId]);
    const change = async (draft: TestDraft) => {
      const variables = { draft: draft.draftId, team: draft.teamIds[0] };
      return ask(api.url, AUTOPILOT, variables, await tokenFor(managerId(draft, 1)));
    };
    const answers = Promise.all(Array.from({ length: 12 }, () => change(held)));
    await until(async () => (await sessionsWaiting(database.pool)) === 3 || undefined);
    const other = await change(free);
    expect(other.errors).toEqual([]);
    expect(await sessionsWaiting(database.pool)).toBe(3);
    await locking.query('rollback');
    locking.release();
    for (const answer of await answers) expect(answer.errors).toEqual([]);
  });
});
