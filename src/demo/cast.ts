/** How a team of the demo drafts; also how a single pick came about. */
export type Play = 'person' | 'clock' | 'queue' | 'autopilot';

/** A team of the demo. */
export interface Role {
  readonly name: string;
  /** At most seven characters: what fits above a column of the board. */
  readonly short: string;
  readonly play: Play;
}

/** The league of the demo, in draft order. */
export const LEAGUE: readonly Role[] = [
  { name: 'Mile High Mystics', short: 'Mystics', play: 'person' },
  { name: 'Gridiron Gurus', short: 'Gurus', play: 'clock' },
  { name: 'Hail Marys', short: 'Marys', play: 'person' },
  { name: 'Queue Masters', short: 'Masters', play: 'queue' },
  { name: 'Sunday Scaries', short: 'Scaries', play: 'person' },
  { name: 'Bye Week Blues', short: 'Blues', play: 'clock' },
  { name: 'Endzone Engineers', short: 'Endzone', play: 'person' },
  { name: 'Autopilots', short: 'Pilots', play: 'autopilot' },
  { name: 'Waiver Wizards', short: 'Wizards', play: 'person' },
  { name: 'Late Sleepers', short: 'Sleeper', play: 'clock' },
  { name: 'Blitz Brigade', short: 'Blitz', play: 'person' },
  { name: 'Fourth and Long', short: 'Fourth', play: 'clock' },
];

/** Whether a team lets its clock run out: then there is time for an incident before its pick. */
export function letsTheClockRunOut(play: Play | undefined): boolean {
  return play === 'clock' || play === 'queue';
}
