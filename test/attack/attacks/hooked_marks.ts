import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import type { Attack } from '../attack.ts';
import { unordered } from '../marks.ts';
import { openPoster } from '../post.ts';

const AGAIN_MS = 200;
const KINDS = ['ranking.updated', 'pool.refreshed'];
const LEAGUE = 'mutation { createLeague(name: "L", teams: [{ name: "A" }]) { league { id } } }';
const SOURCE =
  'mutation ($l: UUID!, $k: [String!]!) { createSource(leagueId: $l, name: "S", kinds: $k) { secret source { id } } }';

/** What a worker process reads of texts: one that is far too long, and as many as fit into a message of the longest that are looked at. */
const DATA = [
  ['ranking.updated', { playerIds: [], name: unordered(30_000) }],
  ['pool.refreshed', { players: Array(16).fill({ playerId: 1, note: unordered(1_990) }) }],
  ['pool.refreshed', { players: Array(16).fill({ playerId: 1, note: unordered(30).repeat(64) }) }],
] as const;

/** A commissioner sends signed messages of 60 kB whose texts have marks in the wrong order, to whom a worker process listens. */
export const hookedMarks: Attack = {
  name: 'hooked_marks',
  async run(target, { signal }) {
    const poster = openPoster(target, signal);
    const league = await poster.ask<{ createLeague: { league: { id: string } } }>(LEAGUE);
    const made = await poster.ask<{ createSource: { secret: string; source: { id: string } } }>(SOURCE, {
      ...{ l: league?.createLeague.league.id, k: KINDS },
    });
    for (let count = 0; made && !signal.aborted; count += 1) {
      const { secret, source } = made.createSource;
      const [kind, data] = DATA[count % DATA.length] ?? DATA[0];
      const body = JSON.stringify({
        kind,
        version: 1,
        leagueId: null,
        data: { poolId: randomUUID(), ...data },
      });
      const [id, at] = [randomUUID(), new Date()];
      await poster.post(`/incoming/${source.id}`, body, {
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': new Webhook(secret).sign(id, at, body),
      });
      await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
    poster.close();
  },
};
