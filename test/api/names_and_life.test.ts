import { describe, expect, it } from 'vitest';
import { createInvitation } from '../../src/database/identity.ts';
import { cancelDraft } from '../../src/database/life_cycle.ts';
import { applyPick, skipPick } from '../../src/database/picks.ts';
import { type Answer, ask, codeOf, fieldOf, follow, tokenFor } from '../support/api.ts';
import { draftRow, managerId, newDraft, type TestDraft } from '../support/drafts.ts';
import { eventKinds, expectFoldToMatch } from '../support/events.ts';
import { testService } from '../support/service.ts';

const { database, api } = testService();

function commissionerId({ commissioner }: TestDraft): string {
  return commissioner.kind === 'CLOCK' ? '' : (commissioner.userId ?? '');
}

async function asPerson(userId: string, query: string, variables: object = {}): Promise<Answer> {
  return ask(api.url, query, { ...variables }, await tokenFor(userId));
}

function asCommissioner(draft: TestDraft, query: string, variables: object = {}): Promise<Answer> {
  return asPerson(commissionerId(draft), query, { d: draft.draftId, l: draft.leagueId, ...variables });
}

function succeeded(answer: Answer): Answer {
  expect(answer.errors).toEqual([]);
  return answer;
}

const RENAME_DRAFT =
  'mutation ($d: UUID!, $n: String) { renameDraft(draftId: $d, name: $n) { draft { name } } }';
const RENAME_TEAM =
  'mutation ($t: UUID!, $n: String!) { renameTeam(teamId: $t, name: $n) { team { name } } }';
const RENAME_LEAGUE =
  'mutation ($l: UUID!, $n: String!) { renameLeague(leagueId: $l, name: $n) { league { name } } }';
const DELETE_DRAFT = 'mutation ($d: UUID!) { deleteDraft(draftId: $d) { league { id } } }';
const DELETE_LEAGUE = 'mutation ($l: UUID!) { deleteLeague(leagueId: $l) { leagueId } }';
const ARCHIVE_DRAFT =
  'mutation ($d: UUID!, $a: Boolean! = true) { archiveDraft(draftId: $d, archived: $a) { draft { archivedAt } } }';
const ARCHIVE_LEAGUE =
  'mutation ($l: UUID!, $a: Boolean! = true) { archiveLeague(leagueId: $l, archived: $a) { league { archivedAt } } }';

async function exists(table: 'drafts' | 'leagues' | 'teams', id: string): Promise<boolean> {
  const { rows } = await database.pool.query<{ found: boolean }>(
    `select exists (select from app_public.${table} where id = $1) as found`,
    [id],
  );
  return rows[0]?.found ?? false;
}

describe('a name', () => {
  it('is given to a draft when it is created, changed at any time, also when it is over, and taken away', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 1, name: 'Draft night' });
    const sheet = await asCommissioner(
      draft,
      'query ($d: UUID!) { draft(id: $d) { name settings { name } events(first: 1) { ... on DraftCreated { name } } } }',
    );
    expect(fieldOf(sheet.data, 'draft')).toEqual({
      ...{ name: 'Draft night', settings: { name: 'Draft night' }, events: [{ name: 'Draft night' }] },
    });
    expect((await asCommissioner(draft, RENAME_DRAFT, { n: '  Finale   2026 ' })).data).toEqual({
      renameDraft: { draft: { name: 'Finale 2026' } },
    });
    // The same again is no event.
    await asCommissioner(draft, RENAME_DRAFT, { n: 'Finale 2026' });
    await cancelDraft(database.pool, draft.draftId, draft.commissioner);
    expect((await asCommissioner(draft, RENAME_DRAFT, { n: null })).data).toEqual({
      renameDraft: { draft: { name: null } },
    });
    expect(codeOf(await asCommissioner(draft, RENAME_DRAFT, { n: 'a\u202Eb' }))).toBe('TEXT_INVALID');
    expect(await eventKinds(database.pool, draft.draftId)).toEqual([
      ...['CREATED', 'OPENED', 'RENAMED', 'CANCELLED', 'RENAMED'],
    ]);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('of a team is changed by its manager or the commissioner, and told to every draft that goes on', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 1 });
    const [t = ''] = draft.teamIds;
    const { nextDeadline } = await draftRow(database.pool, draft.draftId);
    expect((await asPerson(managerId(draft, 1), RENAME_TEAM, { t, n: 'Aces' })).errors).toEqual([]);
    expect((await asCommissioner(draft, RENAME_TEAM, { t, n: 'Bees' })).data).toEqual({
      renameTeam: { team: { name: 'Bees' } },
    });
    expect(codeOf(await asPerson(managerId(draft, 2), RENAME_TEAM, { t, n: 'Cats' }))).toBe('NOT_YOUR_TEAM');
    const same = await asCommissioner(draft, RENAME_TEAM, { t, n: 'Team 2' });
    expect(same.errors.map(({ message, extensions }) => [extensions?.code, message])).toEqual([
      ['TEAM_LISTED_TWICE', 'Two teams of the league would be called "Team 2". Give each a name of its own.'],
    ]);
    expect((await draftRow(database.pool, draft.draftId)).nextDeadline).toEqual(nextDeadline);
    expect(await eventKinds(database.pool, draft.draftId)).toEqual([
      ...['CREATED', 'OPENED', 'TEAM_RENAMED', 'TEAM_RENAMED'],
    ]);
    await expectFoldToMatch(database.pool, draft.draftId);
  });

  it('of a person is changed by themselves, in one line', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 1 });
    const RENAME_ME =
      'mutation ($n: String!) { renameMe(name: $n) { name me { id name } user { id name } } }';
    const answer = await asPerson(managerId(draft, 1), RENAME_ME, { n: '  Zoë   Example ' });
    const [name, id] = ['Zoë Example', managerId(draft, 1)];
    expect(answer.data).toEqual({ renameMe: { name, me: { id, name }, user: { id, name } } });
    expect((await asPerson(managerId(draft, 1), '{ me { name } }', {})).data).toEqual({
      me: { name: 'Zoë Example' },
    });
    expect(codeOf(await asPerson(managerId(draft, 1), RENAME_ME, { n: ' ' }))).toBe('TEXT_INVALID');
    expect(codeOf(await ask(api.url, RENAME_ME, { n: 'Nobody' }))).toBe('NOT_SIGNED_IN');
  });

  it('of a league is changed by its commissioner alone', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 1 });
    const answer = await asCommissioner(draft, RENAME_LEAGUE, { n: 'Friends' });
    expect(answer.data).toEqual({ renameLeague: { league: { name: 'Friends' } } });
    const l = draft.leagueId;
    expect(codeOf(await asPerson(managerId(draft, 1), RENAME_LEAGUE, { l, n: 'Mine' }))).toBe(
      'NOT_COMMISSIONER',
    );
  });
});

describe('a draft that was never opened', () => {
  it('is deleted with its alarm, and whoever follows it is told that there is none', async () => {
    const startsAt = new Date(Date.now() + 86_400_000).toISOString();
    const draft = await newDraft(database.pool, { teams: 2, rounds: 1, open: false, startsAt });
    const follower = follow(api.url, draft.draftId, 0, await tokenFor(managerId(draft, 1)));
    await follower.untilCount(1);
    expect((await asCommissioner(draft, DELETE_DRAFT)).data).toEqual({
      deleteDraft: { league: { id: draft.leagueId } },
    });
    expect(await exists('drafts', draft.draftId)).toBe(false);
    const { rows } = await database.pool.query(
      'select from graphile_worker._private_jobs where key = app_private.start_key($1)',
      [draft.draftId],
    );
    expect(rows).toEqual([]);
    expect(JSON.stringify(await follower.failed)).toContain('DRAFT_NOT_FOUND');
    expect(codeOf(await asCommissioner(draft, DELETE_DRAFT))).toBe('DRAFT_NOT_FOUND');
    const audit = await asCommissioner(
      draft,
      'query ($l: UUID!) { league(id: $l) { auditEntries { nodes { action draftId } } } }',
    );
    expect(JSON.stringify(audit.data)).toContain(draft.draftId);
  });

  it('is all that is deleted: one that was opened is kept, and its league with it', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 1 });
    await cancelDraft(database.pool, draft.draftId, draft.commissioner);
    expect(codeOf(await asCommissioner(draft, DELETE_DRAFT))).toBe('DRAFT_WAS_OPENED');
    expect(codeOf(await asCommissioner(draft, DELETE_LEAGUE))).toBe('DRAFT_WAS_OPENED');
    expect(await exists('drafts', draft.draftId)).toBe(true);
  });

  it('goes with its league', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 1, open: false });
    expect(codeOf(await asPerson(managerId(draft, 1), DELETE_LEAGUE, { l: draft.leagueId }))).toBe(
      'NOT_COMMISSIONER',
    );
    expect((await asCommissioner(draft, DELETE_LEAGUE)).data).toEqual({
      deleteLeague: { leagueId: draft.leagueId },
    });
    expect(await exists('drafts', draft.draftId)).toBe(false);
    expect(await exists('leagues', draft.leagueId)).toBe(false);
    expect(await exists('teams', draft.teamIds[0] ?? '')).toBe(false);
    expect(codeOf(await asCommissioner(draft, DELETE_LEAGUE))).toBe('LEAGUE_NOT_FOUND');
  });
});

describe('what is over', () => {
  const LISTS = `query ($a: Boolean) { me { drafts(archived: $a) { id } leagues(archived: $a) { id } } }`;

  it('is archived, left out of the lists of me, and brought back', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 1 });
    expect(codeOf(await asCommissioner(draft, ARCHIVE_DRAFT))).toBe('DRAFT_NOT_OVER');
    const told = async () =>
      (await asCommissioner(draft, ARCHIVE_LEAGUE)).errors.map(({ message }) => message);
    expect(await told()).toEqual([
      `Only what is over is archived, and the draft ${draft.draftId} is IN_PROGRESS. Wait for its end, or cancel it.`,
    ]);
    await asCommissioner(draft, RENAME_DRAFT, { n: 'Main' });
    expect(await told()).toEqual([
      expect.stringContaining(`and the draft "Main" (${draft.draftId}) is IN_PROGRESS.`),
    ]);
    const deleted = await asCommissioner(draft, DELETE_LEAGUE);
    expect(deleted.errors.map(({ message }) => message)).toEqual([
      expect.stringContaining(`The draft "Main" (${draft.draftId}) was opened once`),
    ]);
    await cancelDraft(database.pool, draft.draftId, draft.commissioner);
    const lists = async (a?: boolean | null) => {
      const me = fieldOf<{ drafts: { id: string }[]; leagues: { id: string }[] }>(
        (await asCommissioner(draft, LISTS, { a })).data,
        'me',
      );
      return [me.drafts.map(({ id }) => id), me.leagues.map(({ id }) => id)];
    };
    const [d, l] = [[draft.draftId], [draft.leagueId]];
    expect(await lists(false)).toEqual([d, l]);
    await asCommissioner(draft, ARCHIVE_DRAFT);
    expect([await lists(), await lists(false), await lists(true), await lists(null)]).toEqual([
      [[], l],
      [[], l],
      [d, []],
      [d, l],
    ]);
    await asCommissioner(draft, ARCHIVE_DRAFT, { a: false });
    expect(await lists(false)).toEqual([d, l]);
    await asCommissioner(draft, ARCHIVE_LEAGUE);
    expect([await lists(), await lists(true)]).toEqual([
      [[], []],
      [d, l],
    ]);
    expect((await asCommissioner(draft, ARCHIVE_LEAGUE, { a: false })).data).toEqual({
      archiveLeague: { league: { archivedAt: null } },
    });
    expect(await lists(false)).toEqual([d, l]);
  });
});

describe('what needs somebody now', () => {
  const NEEDS =
    '{ me { needs { kind until team { id } draft { id } pick { pickNumber } invitation { id } } } }';
  const needsOf = async (userId: string) =>
    fieldOf<{ needs: Record<string, unknown>[] }>(succeeded(await asPerson(userId, NEEDS)).data, 'me').needs;

  it('is the pick on the clock, then the next, then one to make up, and nothing of others', async () => {
    const draft = await newDraft(database.pool, { teams: 3, rounds: 2, forfeits: [{ round: 1, slot: 2 }] });
    const { draftId, teamIds, commissioner } = draft;
    const deadline = (await draftRow(database.pool, draftId)).nextDeadline;
    const about = (slot: number, pickNumber: number) => ({
      ...{ draft: { id: draftId }, team: { id: teamIds[slot - 1] }, pick: { pickNumber }, invitation: null },
    });
    const [first] = await needsOf(managerId(draft, 1));
    expect(first).toMatchObject({ kind: 'ON_THE_CLOCK', ...about(1, 1) });
    expect(new Date(String(first?.['until']))).toEqual(deadline);
    expect(await needsOf(managerId(draft, 2))).toEqual([]);
    expect(await needsOf(managerId(draft, 3))).toEqual([{ kind: 'NEXT', until: null, ...about(3, 3) }]);
    await skipPick(database.pool, draftId, 1, commissioner);
    expect(await needsOf(managerId(draft, 1))).toEqual([{ kind: 'TO_MAKE_UP', until: null, ...about(1, 1) }]);
    await applyPick(database.pool, {
      ...{ kind: 'MANUAL', draftId, pickNumber: 3, playerId: draft.players[0] ?? 0, actor: commissioner },
    });
    // At the snake's turn the same team comes again; then pick 5.
    expect((await needsOf(managerId(draft, 3))).map(({ kind }) => kind)).toEqual(['ON_THE_CLOCK']);
    expect((await needsOf(managerId(draft, 2))).map(({ kind }) => kind)).toEqual(['NEXT']);
  });

  it('is an invitation that nobody has followed, for who runs the league', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 1, open: false });
    const [teamId = ''] = draft.teamIds;
    const { id } = await createInvitation(database.pool, {
      ...{ teamId, hash: Buffer.alloc(32, 7), actor: draft.commissioner },
    });
    expect(await needsOf(commissionerId(draft))).toMatchObject([
      { kind: 'INVITATION_OPEN', team: { id: teamId }, invitation: { id }, draft: null, pick: null },
    ]);
    expect(await needsOf(managerId(draft, 1))).toEqual([]);
  });
});
