import { describe, expect, it } from 'vitest';
import { setTeamManager } from '../../src/database/leagues.ts';
import { cancelDraft, pauseDraft, resumeDraft, setAutopilot } from '../../src/database/life_cycle.ts';
import { applyPick } from '../../src/database/picks.ts';
import { ask } from '../support/api.ts';
import { draftRow, managerId, newDraft } from '../support/drafts.ts';
import { testService } from '../support/service.ts';

const { database, api } = testService();

const EVENTS = `query ($d: UUID!) { draft(id: $d) { events {
  __typename version kind deadline format at
  ... on DraftCreated { leagueId poolId teamIds rounds startsAt }
  ... on DraftOpened { pickNumber teamId slots owners secondsByRound }
  ... on DraftPicked { pickNumber round slot teamId playerId source strategy reason rosterWaived nextPickNumber nextTeamId }
  ... on DraftPaused { pickNumber remainingSeconds cause }
  ... on DraftResumed { pickNumber teamId }
  ... on DraftTimeReturned { pickNumber teamId seconds }
  ... on DraftAutopilotChanged { teamId autopilot }
  ... on DraftManagerChanged { teamId managerId formerManagerId }
} } }`;

interface Typed {
  __typename: string;
  version: number;
  kind: string;
  deadline: string | null;
  [fact: string]: unknown;
}

describe('the events of a draft in GraphQL', () => {
  it('have a type for each kind, with its facts, and the deadline of the pick on the clock after it', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2 });
    const { draftId, commissioner, teamIds, players, leagueId, poolId } = draft;
    const [first = '', second = ''] = teamIds;
    const deadlines: (Date | null)[] = [null];
    const note = async () => deadlines.push((await draftRow(database.pool, draftId)).nextDeadline);
    await note();
    await applyPick(database.pool, {
      ...{ kind: 'MANUAL', draftId, pickNumber: 1, playerId: players[0] ?? 0, actor: commissioner },
    });
    await note();
    await setAutopilot(database.pool, draftId, first, true, commissioner);
    await note();
    await pauseDraft(database.pool, draftId, commissioner);
    await note();
    await resumeDraft(database.pool, draftId, commissioner);
    await note();
    await setTeamManager(database.pool, second, null, commissioner);
    await note();
    await cancelDraft(database.pool, draftId, commissioner);
    await note();
    const { data, errors } = await ask(api.url, EVENTS, { d: draftId });
    expect(errors).toEqual([]);
    const typed = (data as { draft: { events: Typed[] } }).draft.events;
    expect(typed.map((event) => event.deadline && new Date(event.deadline))).toEqual(deadlines);
    expect(typed).toMatchObject([
      {
        __typename: 'DraftCreated',
        kind: 'CREATED',
        leagueId,
        poolId,
        teamIds,
        rounds: 2,
        startsAt: null,
        format: 1,
      },
      {
        __typename: 'DraftOpened',
        pickNumber: 1,
        teamId: first,
        slots: [1, 2, 2, 1],
        secondsByRound: [60, 60],
      },
      {
        ...{
          __typename: 'DraftPicked',
          pickNumber: 1,
          round: 1,
          slot: 1,
          teamId: first,
          playerId: String(players[0]),
        },
        ...{ source: 'COMMISSIONER', strategy: null, nextPickNumber: 2, nextTeamId: second },
      },
      { __typename: 'DraftAutopilotChanged', teamId: first, autopilot: true },
      {
        __typename: 'DraftPaused',
        pickNumber: 2,
        cause: 'COMMISSIONER',
        remainingSeconds: expect.any(Number),
      },
      { __typename: 'DraftResumed', pickNumber: 2, teamId: second },
      {
        __typename: 'DraftManagerChanged',
        teamId: second,
        managerId: null,
        formerManagerId: managerId(draft, 2),
      },
      { __typename: 'DraftCancelled', kind: 'CANCELLED' },
    ]);
  });

  it("carry the database's time where a query asks for it, to anchor a countdown", async () => {
    const { rows } = await database.pool.query<{ at: Date }>('select clock_timestamp() as at');
    const { data } = await ask(api.url, '{ databaseTime }');
    const { databaseTime } = data as { databaseTime: string };
    expect(new Date(databaseTime).getTime()).toBeGreaterThanOrEqual(rows[0]?.at.getTime() ?? Infinity);
  });
});
