// What is shown of a draft beside its room.
export const tv = {
  lastPick: 'Last pick',
  before: 'Before it',
  watch: 'Watch on your phone',
  upNext: 'Up next',
};

export const results = {
  title: 'Results',
  byTeam: 'By team',
  byRound: 'By round',
  csv: 'CSV',
  json: 'JSON',
  events: 'Events',
  copyTable: 'Copy for a spreadsheet',
  print: 'Print the board',
  notBegun: 'The draft has not started: nobody is drafted yet.',
  notYet: 'The draft goes on: these are the picks so far.',
  columns: ['Pick', 'Round', 'Team', 'Player', 'Positions', 'Pro team', 'Source'] as const,
};

export const replay = {
  title: 'Replay',
  slider: 'Event',
  play: 'Play',
  stop: 'Stop',
  at: (n: number, of: number) => `Event ${n} of ${of}`,
  link: 'Copy the link to this moment',
  none: 'Nothing happened yet: a replay needs events.',
};
