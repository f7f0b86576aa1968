// One's own ranking of the players of a pool.
import { count } from './format.ts';

export const rankings = {
  title: 'My rankings',
  lead: 'Whom the service takes for you when your queue is empty, your favourite first. Nobody else sees it. It counts in every draft with these players.',
  pool: 'Players',
  loading: 'Reading the players …',
  noPools: 'There are no players yet. Import some in the form of a new draft.',
  search: 'Find a player',
  place: (name: string) => `Place of ${name}`,
  up: (name: string) => `Move ${name} up`,
  down: (name: string) => `Move ${name} down`,
  save: 'Save my ranking',
  saved: 'Saved. It counts from the next pick on.',
  unsaved: 'Not saved yet',
  own: (n: number) => `Your ranking of ${count(n, 'player')}`,
  ofPool: 'The order of the pool: you have no ranking of your own yet',
  remove: 'Use the order of the pool again',
  removed: 'Your ranking is gone. The order of the pool counts again.',
  paste: 'Paste names',
  pasteLead:
    'One name a line, your favourite first. They come to the top in this order; everybody else follows as now.',
  pasteAction: 'Put them on top',
  unknown: (names: readonly string[]) =>
    `${count(names.length, 'name is', 'names are')} not among these players: ${names.slice(0, 6).join(', ')}${names.length > 6 ? ' …' : ''}`,
  placed: (n: number) => `${count(n, 'player')} moved to the top.`,
};
