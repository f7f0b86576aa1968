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
  yours: 'Your team',
  byRound: 'By round',
  takeAway: 'Save or print',
  csv: 'Table (CSV)',
  json: 'Board (JSON)',
  events: 'Every event (NDJSON)',
  copyTable: 'Copy for a spreadsheet',
  print: 'Print the board',
  cancelled: 'The draft was cancelled: these are the picks until then.',
  nobody: 'Nobody was drafted.',
  nobodyYet: 'Nobody yet.',
  league: 'League',
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
  link: 'Link to this moment',
  none: 'Nothing happened yet: a replay needs events.',
};
