import { describe, expect, it } from 'vitest';
import { correctPick, rollBack } from '../../src/database/deeds.ts';
import { archiveLeague } from '../../src/database/leagues.ts';
import { cancelDraft } from '../../src/database/life_cycle.ts';
import { applyPick } from '../../src/database/picks.ts';
import type { Queryable } from '../../src/database/queryable.ts';
import { newPrivateDraft } from '../security/mutation_examples.ts';
import { ask, fieldOf, tokenFor } from '../support/api.ts';
import { draftRow, newDraft, type TestDraft, userIdOf } from '../support/drafts.ts';
import { testService } from '../support/service.ts';
import { untilWaiting } from '../support/until.ts';

const { database, api } = testService();

const ARCHIVE_DRAFT = 'mutation ($d: UUID!) { archiveDraft(draftId: $d) { draft { id } } }';
const ARCHIVE_LEAGUE =
  'mutation ($l: UUID!, $a: Boolean! = true) { archiveLeague(leagueId: $l, archived: $a) { league { id } } }';

function commissionerId({ commissioner }: TestDraft): string {
  return userIdOf(commissioner) ?? '';
}

/** What the commissioner is answered, who is refused nothing. */
async function asCommissioner(draft: TestDraft, query: string, more: object = {}) {
  const variables = { d: draft.draftId, l: draft.leagueId, ...more };
  const used = Object.entries(variables).filter(([name]) => query.includes(`$${name}:`));
  const token = await tokenFor(commissionerId(draft));
  const { data, errors } = await ask(api.url, query, Object.fromEntries(used), token);
  expect(errors).toEqual([]);
  return data;
}

describe('a league that was put away', () => {
  const LISTS = '{ me { drafts { id } leagues { id } } }';
  const AUDIT =
    'query ($l: UUID!) { league(id: $l) { auditEntries(last: 2) { nodes { action actorId draftId facts } } } }';

  /** A draft that is completed, and its league put away. */
  async function putAway(): Promise<TestDraft> {
    const draft = await newDraft(database.pool, { teams: 1, rounds: 2 });
    for (const pickNumber of [1, 2])
      await applyPick(database.pool, {
        ...{ kind: 'MANUAL', draftId: draft.draftId, pickNumber, actor: draft.commissioner },
        playerId: draft.players[pickNumber] ?? 0,
      });
    await asCommissioner(draft, ARCHIVE_LEAGUE);
    expect(fieldOf(await asCommissioner(draft, LISTS), 'me')).toEqual({ drafts: [], leagues: [] });
    return draft;
  }

  /** The last two entries of its audit: what was done, and that the league is back. */
  async function audited(draft: TestDraft): Promise<unknown> {
    const league = fieldOf<{ auditEntries: { nodes: object[] } }>(
      await asCommissioner(draft, AUDIT),
      'league',
    );
    return league.auditEntries.nodes;
  }

  const back = (draft: TestDraft, draftIds: readonly string[]) => ({
    drafts: expect.arrayContaining(draftIds.map((id) => ({ id }))),
    leagues: [{ id: draft.leagueId }],
  });
  const asThemselves = (draft: TestDraft) => ({ actorId: commissionerId(draft) });

  it.each([
    ['the last pick of its draft is undone', null],
    ['its draft is rolled back', 1],
  ])('comes back where %s', async (_what, toPick) => {
    const draft = await putAway();
    const { draftId, commissioner: actor } = draft;
    // Its own mark goes as well.
    await asCommissioner(draft, ARCHIVE_DRAFT);
    const { version } = await draftRow(database.pool, draftId);
    await rollBack(database.pool, draftId, { toPick, version }, { actor });
    expect(fieldOf(await asCommissioner(draft, LISTS), 'me')).toEqual(back(draft, [draftId]));
    expect(await audited(draft)).toMatchObject([
      { ...asThemselves(draft), action: 'DRAFT_ROLLED_BACK', draftId },
      { ...asThemselves(draft), action: 'LEAGUE_ARCHIVED', draftId: null, facts: { archived: false } },
    ]);
  });

  it('comes back where it gets another draft', async () => {
    const draft = await putAway();
    const fresh = await newPrivateDraft(draft, database.pool);
    expect(fieldOf(await asCommissioner(draft, LISTS), 'me')).toEqual(back(draft, [fresh, draft.draftId]));
    expect(await audited(draft)).toMatchObject([
      { ...asThemselves(draft), action: 'DRAFT_CREATED', draftId: fresh },
      { ...asThemselves(draft), action: 'LEAGUE_ARCHIVED', draftId: null, facts: { archived: false } },
    ]);
  });

  it('stays where it is while its board is corrected, and is told to be back only where it was away', async () => {
    const draft = await putAway();
    const { draftId, players, commissioner: actor } = draft;
    await correctPick(database.pool, draftId, { pickNumber: 1, playerId: players[7] ?? 0 }, { actor });
    expect(fieldOf(await asCommissioner(draft, LISTS), 'me')).toEqual({ drafts: [], leagues: [] });
    await asCommissioner(draft, ARCHIVE_LEAGUE, { a: false });
    await newPrivateDraft(draft, database.pool);
    expect(await audited(draft)).toMatchObject([{ action: 'LEAGUE_ARCHIVED' }, { action: 'DRAFT_CREATED' }]);
  });

  it('is not put away while it gets a draft, and comes back with a draft that is created while it is put away', async () => {
    const draft = await putAway();
    await asCommissioner(draft, ARCHIVE_LEAGUE, { a: false });
    const { leagueId, commissioner } = draft;
    /** What the second is answered, which begins before the first is committed. */
    const besides = async (first: (db: Queryable) => Promise<unknown>, second: () => Promise<unknown>) => {
      const client = await database.pool.connect();
      await client.query('begin');
      await first(client);
      const answer = second().catch((error: unknown) => error);
      await untilWaiting(database.pool);
      await client.query('commit');
      client.release();
      return answer;
    };
    const archive = (db: Queryable) => archiveLeague(db, leagueId, true, commissioner);
    await besides(archive, () => newPrivateDraft(draft, database.pool));
    const { rows } = await database.pool.query<{ id: string; away: boolean }>(
      `select d.id, l.archived_at is not null as away from app_public.leagues l
         join app_public.drafts d on d.league_id = l.id and d.state = 'SCHEDULED' where l.id = $1`,
      [leagueId],
    );
    expect(rows).toEqual([{ id: expect.any(String), away: false }]);
    await cancelDraft(database.pool, rows[0]?.id ?? '', commissioner);
    const refused = await besides(
      (db) => newPrivateDraft(draft, db),
      () => archive(database.pool),
    );
    expect(refused).toMatchObject({ code: 'DRAFT_NOT_OVER' });
  });
});
