// The form of a new draft.
import { count } from './format.ts';

export const draft = {
  new: 'New draft',
  name: 'Name of the draft',
  nameHint: 'Tells it from other drafts of the league. Left empty, people see the name of the league.',
  order: 'Order of the teams',
  orderHint: 'Drag a team, or move it with the arrows. Slot 1 picks first.',
  shuffle: 'Shuffle',
  shuffleHint:
    'Shuffle mixes the teams here, where nobody else sees it. For a draw that everybody watches and can check, leave them as they are: you draw in the room of the draft.',
  up: (team: string) => `Move ${team} up`,
  down: (team: string) => `Move ${team} down`,
  kind: 'How the order runs',
  kinds: {
    SNAKE: ['Snake', 'The order turns round every round: who picks last picks first next.'],
    REVERSAL: [
      'Third-round reversal',
      'A snake whose third round repeats the direction of the second: fairer for late slots.',
    ],
    LINEAR: ['Linear', 'The same order in every round.'],
  } as const,
  clock: 'Clock',
  clockHint:
    'The time for each pick. When it runs out the team’s queue is used, then the best player for its roster.',
  clocks: {
    fast: ['Fast', '30 seconds a pick'],
    standard: ['Standard', '90 seconds a pick'],
    relaxed: ['Relaxed', '3 minutes a pick'],
    slow: ['Slow', '8 hours a pick over days, quiet at night'],
    chess: ['Chess clock', '10 minutes a team for the whole draft, 5 seconds more after each pick'],
    none: ['No clock', 'The draft waits for each team'],
    own: ['Your own', 'To the second, below'],
  } as const,
  roster: 'Roster',
  rosterHint:
    'The seats that each team fills. There are as many rounds as seats: another number of rounds changes the bench first.',
  roundCount: 'Rounds',
  rosters: {
    standard: ['Standard', 'QB, 2 RB, 2 WR, TE, FLEX, K, DEF, 6 bench'],
    superflex: ['Superflex', 'QB, 2 RB, 2 WR, TE, FLEX, SUPER FLEX, 7 bench'],
    noKicker: ['No kicker', 'QB, 2 RB, 3 WR, TE, FLEX, DEF, 6 bench'],
    bestBall: ['Best ball', 'QB, 2 RB, 3 WR, TE, FLEX, 10 bench'],
    own: ['Your own', 'Seat by seat, below'],
  } as const,
  seatsOf: (seat: string) => `Seats for ${seat}`,
  more: (seat: string) => `One more seat for ${seat}`,
  fewer: (seat: string) => `One seat less for ${seat}`,
  rounds: (n: number, picks: number) => `${count(n, 'round')}, ${count(picks, 'pick')} in all.`,
  lasts: (text: string) => `At full clocks it lasts ${text} at most.`,
  lastsQuiet: (text: string) => `At full clocks it lasts ${text} at most, with the quiet hours.`,
  pool: 'Players',
  poolHint: 'Who can be drafted: the list that came with the service, or your own.',
  importPool: 'Import …',
  start: 'Start',
  startHint: 'The draft opens by itself at this time. Left empty, you start it with a button in the room.',
  visibility: 'Who may watch',
  visibilities: {
    PUBLIC: ['Anyone with the link', 'Friends can watch without signing in. Queues stay private.'],
    PRIVATE: ['Only the league', 'For everybody else the draft does not exist.'],
  } as const,
  picture: 'The order',
  pictureHint: 'Your own picks are marked.',
  noPool: 'There are no players to draft yet: import a list of them first.',
  noSeats: 'A roster needs a seat at least.',
  create: 'Create the draft',
};
