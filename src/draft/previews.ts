import { normalOf } from './chance.ts';
import { standardRoster } from './roster_slots.ts';
import type { DraftSettings } from './settings.ts';

/** How many times as fast as people bots think. */
export const SLOWEST = 1;
export const FASTEST = 100;
/** How many bots draft where nobody says: a draft of twelve with the team of whoever makes it. */
export const USUAL_BOTS = 11;
/** Seeds are whole numbers from 0 to this one. */
export const LARGEST_SEED = 2 ** 31 - 1;

/** People think for 2 to 12 seconds: the log of it is normal, and 95 of 100 thoughts lie between both before the rest is cut. */
const SHORTEST_THOUGHT = 2;
const LONGEST_THOUGHT = 12;
const MEDIAN_THOUGHT = Math.sqrt(SHORTEST_THOUGHT * LONGEST_THOUGHT);
const SPREAD = Math.log(LONGEST_THOUGHT / SHORTEST_THOUGHT) / 4;
/** A thought that is shorter is left out: nobody sees it. At the highest speed all of them are. */
const SEEN_SECONDS = 0.125;
/** Tells the chance of thoughts from that of tastes. */
const THOUGHTS = 0x7468;

const OWN_TEAM = 'My team';
const BOTS = [
  ...['Gridiron Gurus', 'Hail Marys', 'Sunday Scaries', 'Bye Week Blues', 'Endzone Engineers'],
  ...['Waiver Wizards', 'Late Sleepers', 'Blitz Brigade', 'Fourth and Long', 'Mile High Mystics'],
  'Turnover Chain',
];

/** How a preview is played where nothing is said: as most leagues draft, with 60 seconds for a pick. */
export const PREVIEW_SETTINGS: DraftSettings = {
  order: { kind: 'SNAKE' },
  rounds: standardRoster.reduce((sum, { seats }) => sum + seats, 0),
  secondsPerPick: 60,
  secondsPerPickByRound: {},
  rosterSlots: standardRoster,
  tradedPicks: [],
};

/** The names of the teams of a preview, in draft order. seat: the place of whoever made it, from 1; null: all are bots. */
export function previewTeams(bots: number, seat: number | null): string[] {
  const names = Array.from({ length: bots }, (_, place) => BOTS[place] ?? `Bot ${place + 1}`);
  if (seat !== null) names.splice(seat - 1, 0, OWN_TEAM);
  return names;
}

/**
 * For how long bots think before each of so many picks, in seconds: element i before pick i + 1. Log-normal between 2 and 12
 * seconds, divided by the speed. Null where nobody would see any of it.
 */
export function thinkingSeconds(seed: number, picks: number, speed: number): number[] | null {
  const seconds = Array.from({ length: picks }, (_, place) => {
    const thought = MEDIAN_THOUGHT * Math.exp(SPREAD * normalOf(seed, THOUGHTS, place + 1));
    const shown = Math.min(LONGEST_THOUGHT, Math.max(SHORTEST_THOUGHT, thought)) / speed;
    return shown < SEEN_SECONDS ? 0 : Math.round(shown * 1_000) / 1_000;
  });
  return seconds.some((thought) => thought > 0) ? seconds : null;
}
