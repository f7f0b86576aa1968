import { setTimeout as sleep } from 'node:timers/promises';
import type { Attack, AttackRun, AttackTarget } from '../attack.ts';
import { ownDraft, ownLeague } from '../own_draft.ts';
import { askAs } from '../send_query.ts';
import { requestText, swarm, whileOpen } from './swarm.ts';

const TEAMS = 20;
const ROUNDS = 50;
/** More than the service takes in two refusals, so that whatever it takes is used. */
const CHANGES = 120;
const BETWEEN_MS = 100;
/** Of visitors at one address, fewer than may be open. */
const STREAMS = 200;
/** A stream has brought what it missed by then. */
const AGAIN_MS = 1_000;

const POOL = 'mutation ($p: [NewPlayerInput!]!) { createPool(name: "Fat", players: $p) { pool { id } } }';
const CHANGE = `mutation ($d: UUID!, $s: DraftSettingsChangeInput!) {
  changeDraftSettings(draftId: $d, settings: $s) { draft { version } } }`;

/**
 * Makes a draft of its own whose events are as large as they can be, by giving all its picks to other teams, again and again. Meanwhile
 * visitors follow that draft, each from another of its events on, and come back once they have read it.
 */
export const fatEvents: Attack = {
  name: 'fat_events',
  async run(target, run) {
    const draftId = await begin(target, run);
    if (draftId === null) return;
    let version = 1;
    const fatten = async () => {
      for (let change = 0; change < CHANGES && !run.signal.aborted; change += 1) {
        const settings = { tradedPicks: trades(1 + (change % (TEAMS - 1))) };
        const changed = await askAs(target, run, CHANGE, { d: draftId, s: settings });
        version = changed?.changeDraftSettings?.draft?.version ?? version;
        await sleep(BETWEEN_MS, undefined, { signal: run.signal }).catch(() => undefined);
      }
    };
    const follow = swarm(target, run, STREAMS, (socket) => {
      const after = Math.floor(run.random() * version);
      socket.on('data', () => undefined);
      socket.write(requestText('GET', `/drafts/${draftId}/events?after=${after}`));
      whileOpen(socket, AGAIN_MS, () => socket.destroy());
    });
    await Promise.all([fatten(), follow]);
  },
};

/** A public draft of its own that has not begun; null where none could be made. */
async function begin(target: AttackTarget, run: AttackRun): Promise<string | null> {
  const players = Array.from({ length: TEAMS * ROUNDS }, (_, i) => ({
    ...{ name: `Player ${i + 1}`, positions: ['QB'] },
  }));
  const poolId = (await askAs(target, run, POOL, { p: players }))?.createPool?.pool?.id;
  const league = await ownLeague(target, run, TEAMS);
  if (!poolId || !league) return null;
  const rosterSlots = [{ name: 'BN', seats: ROUNDS, positions: ['QB'] }];
  const settings = { order: { kind: 'SNAKE' }, rounds: ROUNDS, secondsPerPick: 60, rosterSlots };
  return ownDraft(target, run, league, poolId, { ...settings, visibility: 'PUBLIC' });
}

/** Every pick with the team so many slots further on. */
function trades(further: number) {
  return Array.from({ length: TEAMS * ROUNDS }, (_, i) => {
    const slot = (i % TEAMS) + 1;
    return { round: Math.floor(i / TEAMS) + 1, slot, owner: ((slot - 1 + further) % TEAMS) + 1 };
  });
}
