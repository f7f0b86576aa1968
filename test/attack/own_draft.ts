import type { AttackRun, AttackTarget } from './attack.ts';
import { askAs } from './send_query.ts';

const LEAGUE = `mutation ($t: [NewTeamInput!]!) {
  createLeague(name: "Of an attacker", teams: $t) { league { id teams { nodes { id } } } } }`;
const DRAFT = `mutation ($l: UUID!, $p: UUID!, $t: [UUID!]!, $s: DraftSettingsInput!) {
  createDraft(leagueId: $l, poolId: $p, teamIds: $t, settings: $s) { draft { id } } }`;

/** A league that whoever attacks runs. */
export interface OwnLeague {
  readonly id: string;
  readonly teamIds: readonly string[];
}

/** Makes a league of so many teams; null where it is refused, or the attack is over. */
export async function ownLeague(
  target: AttackTarget,
  run: Pick<AttackRun, 'signal'>,
  teams: number,
): Promise<OwnLeague | null> {
  const t = Array.from({ length: teams }, (_, i) => ({ name: `Team ${i + 1}` }));
  const league = (await askAs(target, run, LEAGUE, { t }))?.createLeague?.league;
  if (!league) return null;
  return { id: league.id, teamIds: league.teams.nodes.map((team: { id: string }) => team.id) };
}

/** Makes a draft of all teams of the league; its id, or null where it is refused, or the attack is over. */
export async function ownDraft(
  target: AttackTarget,
  run: Pick<AttackRun, 'signal'>,
  { id: l, teamIds: t }: OwnLeague,
  poolId: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<string | null> {
  const made = await askAs(target, run, DRAFT, { l, t, p: poolId, s: settings });
  return made?.createDraft?.draft?.id ?? null;
}
