import type { Names } from '../database/outbox.ts';
import type { CloudEvent } from './envelope.ts';
import { explainFailure, type GuardedHttp } from './guarded_http.ts';
import type { Message, Published, Publisher } from './publisher.ts';
import { judge } from './webhook.ts';

const MS_PER_SECOND = 1_000;

/** Sends what people want to read to a channel of Discord; other events are passed over. Nobody is mentioned, whatever a name says. */
export function discordPublisher(http: GuardedHttp): Publisher {
  return {
    kind: 'DISCORD',
    async publish(message, signal) {
      const content = await sentence(message);
      // Discord has no use for it: it counts as taken.
      if (content === null) return { ok: true };
      return send(http, message.to.target, content, signal);
    },
    close: async () => undefined,
  };
}

async function send(
  http: GuardedHttp,
  url: string,
  content: string,
  signal: AbortSignal,
): Promise<Published> {
  const body = JSON.stringify({ content, allowed_mentions: { parse: [] } });
  try {
    const answer = await http.post({ url, headers: { 'content-type': 'application/json' }, body }, signal);
    const { gone, ...judged } = { gone: false, ...judge(answer.status, answer.retryAfter) };
    // Discord answers 404 where a webhook was deleted.
    return { request: body, ...judged, gone: gone || answer.status === 404, response: answer.text };
  } catch (error) {
    return { ok: false, request: body, error: explainFailure(error) };
  }
}

/** An event as a sentence; null: nothing for people. */
async function sentence({ event, names }: Message): Promise<string | null> {
  const { type, data } = event;
  const text = (field: string) => (typeof data[field] === 'string' ? data[field] : null);
  const until = clock(data['deadline']);
  switch (type.split('.').slice(1).join('.')) {
    case 'draft.picked': {
      const known = await namesIn(event, names);
      const next =
        text('nextTeamId') === null
          ? 'That was the last pick.'
          : `${known.nextTeam} are on the clock${until}.`;
      return `**${known.team}** take **${known.player}** (pick ${data['pickNumber']}). ${next}`;
    }
    case 'draft.opened':
    case 'draft.resumed':
    case 'draft.time_returned':
      return `${(await namesIn(event, names)).team} are on the clock${until}.`;
    case 'draft.paused':
      return `The draft is paused at pick ${data['pickNumber']}.`;
    case 'draft.completed':
      return 'The draft is complete.';
    case 'draft.cancelled':
      return 'The draft was cancelled.';
    case 'endpoint.test':
      return 'A test: this channel gets the events of its league.';
    default:
      return null;
  }
}

/** When a clock ends, as Discord shows it to each reader in their own time zone. */
function clock(deadline: unknown): string {
  const at = typeof deadline === 'string' ? Date.parse(deadline) : Number.NaN;
  return Number.isNaN(at) ? '' : ` until <t:${Math.floor(at / MS_PER_SECOND)}:t>`;
}

async function namesIn(
  { data }: CloudEvent,
  names: (teams: readonly string[], players: readonly number[]) => Promise<Names>,
): Promise<{ team: string; nextTeam: string; player: string }> {
  const { teamId, nextTeamId, playerId } = data;
  const teams = [teamId, nextTeamId].filter((id) => typeof id === 'string');
  const known = await names(teams, typeof playerId === 'number' ? [playerId] : []);
  const named = (id: unknown, of: Readonly<Record<string, string>>) => plain(of[String(id)] ?? 'Somebody');
  return {
    team: named(teamId, known.teams),
    nextTeam: named(nextTeamId, known.teams),
    player: named(playerId, known.players),
  };
}

/** A name as it is written: no character of it formats, links or mentions. */
function plain(name: string): string {
  return name.replace(/[\\*_~`|<>@#[\]()]/g, (character) => `\\${character}`);
}
