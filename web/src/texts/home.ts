// The first page, and the ways in.
import { LONGEST_CLOCK } from '../rules/time_rules.ts';
import { count, duration, when } from './format.ts';
import { sentence } from './sentence.ts';

export const home = {
  title: 'Draft night, on time.',
  lead: 'Twelve people, one clock, and a board that is never wrong. Set up your league, send the links, and draft on any phone or laptop.',
  tryNow: 'Try a draft now',
  trying: 'Setting the table …',
  tryHint:
    'A practice draft against bots with tastes of their own. The room, the clock and the rules are the real ones.',
  newLeague: 'New league',
  needs: 'What waits for you',
  needKinds: {
    ON_THE_CLOCK: 'is on the clock',
    NEXT: 'picks next',
    TO_MAKE_UP: 'may make a pick up',
  } as const,
  until: (text: string) => `until ${text}`,
  unclaimed: (n: number) => `has ${count(n, 'invitation')} nobody has followed yet`,
  toRoom: 'Go to the room',
  toLeague: 'See the league',
  putAway: 'Put away',
  aLeague: 'League',
  yourDrafts: 'Your drafts',
  yourLeagues: 'Your leagues',
  noDrafts: 'No drafts yet. Create a league, or try a draft now: one click, and it begins.',
  noLeagues: 'No leagues yet. A league is your teams and their managers; drafts are made in it.',
  rankings: 'My rankings',
  yourTurn: 'You are on the clock',
  onClock: (team: string) => `${team} is on the clock`,
  startsAt: (iso: string) => `Starts ${when(iso)}`,
  waits: 'Waits to be started',
  shape: (rounds: number, seconds: number) =>
    `${count(rounds, 'round')}, ${seconds < LONGEST_CLOCK ? `${duration(seconds)} a pick` : 'no clock'}`,
  commissioner: 'You run it',
  manager: (team: string) => `Your team: ${team}`,
  signedOut: 'You are not signed in',
  signedOutHow:
    'If you started the service: open the link that it printed in its terminal. If you were invited: open the link that your commissioner sent you. Both sign this browser in.',
  watching: 'You can watch a public draft without signing in: its link is enough.',
};

export const practice = {
  title: 'Practice draft',
  options: 'Your place, teams, speed',
  teamCount: 'Teams',
  seat: 'Your place',
  anySeat: 'By chance',
  speed: 'Bots think',
  speeds: { people: 'like people', brisk: '4 × as fast', fast: '20 × as fast' } as const,
  goOn: 'Continue your practice',
  results: 'Results of your practice',
  note: (until: string) => `Practice against bots. It is on your first page until ${until}.`,
  teams: [
    'Your team',
    'Gridiron Gurus',
    'Hail Marys',
    'Sunday Scaries',
    'Bye Week Blues',
    'Endzone Engineers',
    'Waiver Wizards',
    'Late Sleepers',
    'Blitz Brigade',
    'Fourth and Long',
    'Mile High Mystics',
    'Turnover Chain',
  ],
};

export const signIn = {
  title: 'Signing you in …',
  failed: 'This link opens nothing',
  failedHow:
    'A sign-in link works once. Stop the service in its terminal and start it again: it prints a new one.',
  home: 'Go to the first page',
};

export const join = {
  loading: 'Looking at your invitation …',
  title: (league: string) => `Join ${league}`,
  lead: (team: string) => sentence(`You are invited to draft for ${team}`),
  signedInAs: (name: string) => sentence(`You are signed in as ${name}`),
  name: 'Your name',
  nameHint: 'What the others in your league see.',
  join: 'Join the league',
  joinAs: (name: string) => `Join as ${name}`,
  note: 'The link works once, and signs this browser in for 30 days.',
  bad: 'This link opens nothing',
  incomplete: 'This link is not complete. Copy the whole of it, or ask your commissioner for a new one.',
  wasFor: (team: string, league: string) => sentence(`It was for the team ${team} of the league ${league}`),
};
