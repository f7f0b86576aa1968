/** How a team of the demo drafts. */
export type Play = 'person' | 'clock' | 'queue' | 'autopilot';

/** A team of the demo. */
export interface Role {
  readonly name: string;
  readonly play: Play;
}

/** The league of the demo, in draft order. */
export const LEAGUE: readonly Role[] = [
  { name: 'Mile High Mystics', play: 'person' },
  { name: 'Gridiron Gurus', play: 'clock' },
  { name: 'Hail Marys', play: 'person' },
  { name: 'Queue Masters', play: 'queue' },
  { name: 'Sunday Scaries', play: 'person' },
  { name: 'Bye Week Blues', play: 'clock' },
  { name: 'Endzone Engineers', play: 'person' },
  { name: 'Autopilots', play: 'autopilot' },
  { name: 'Waiver Wizards', play: 'person' },
  { name: 'Late Sleepers', play: 'clock' },
  { name: 'Blitz Brigade', play: 'person' },
  { name: 'Fourth and Long', play: 'clock' },
];

/** What the person behind a team does, for the legend. */
export const PLAY_SYMBOL: Readonly<Record<Play, string>> = {
  person: '●',
  clock: '◷',
  queue: '≡',
  autopilot: '»',
};
