import {
  CreateDraftDocument,
  CreateLeagueDocument,
  PlayerPoolsDocument,
  StartDraftDocument,
} from '../../../client/operations.generated.ts';
import { CLOCKS } from '../rules/time_rules.ts';
import { service } from '../state/service.ts';
import { t } from '../texts.ts';
import { drawOrder, ROSTERS, settingsOf } from './presets.ts';

const NAME_DIGITS = 4;

/**
 * A practice draft: a league of one's own whose other teams are on autopilot. Answers the id of the draft, which has begun.
 * @param userId who drafts for the first team
 */
export async function startPractice(userId: string): Promise<string> {
  const [own = '', ...others] = t.practice.teams;
  const number = crypto.randomUUID().slice(0, NAME_DIGITS).toUpperCase();
  const teams = [{ name: own, managerId: userId }, ...others.map((name) => ({ name }))];
  const pools = await service.ask(PlayerPoolsDocument, {});
  const pool = pools.playerPools?.nodes[0];
  const { createLeague } = await service.ask(
    CreateLeagueDocument,
    { name: t.practice.league(number), teams },
    { once: true },
  );
  const league = createLeague?.league;
  if (!league || !pool) throw new Error(t.room.emptyPool);
  const teamIds = drawOrder(league.teams.nodes.map(({ id }) => id));
  const settings = settingsOf({
    ...{ seats: ROSTERS.standard, rules: CLOCKS.standard(), kind: 'SNAKE' },
    ...{ visibility: 'PRIVATE', startsAt: null },
  });
  const { createDraft } = await service.ask(
    CreateDraftDocument,
    { leagueId: league.id, poolId: pool.id, teamIds, settings },
    { once: true },
  );
  const draftId = createDraft?.draft?.id;
  if (draftId === undefined) throw new Error(t.room.missing);
  const bots = league.teams.nodes.filter(({ name }) => name !== own);
  await Promise.all(bots.map(({ id }) => service.setAutopilot(draftId, id, true)));
  await service.ask(StartDraftDocument, { draftId });
  return draftId;
}
