// How the service picks for a team.
export const strategies = {
  title: 'How the service picks for you',
  lead: 'When your clock runs out, and on autopilot. Only you can read it.',
  loading: 'Reading the ways …',
  league: 'As the league says',
  leagueHow: 'What the commissioner chose for everybody.',
  defaultRanking: 'The usual one',
  nobody: 'Any number',
  names: 'One name a line',
  unknown: (names: readonly string[]) => `Nobody in this pool is called: ${names.join(', ')}`,
  lists: 'One line a round, as RB, WR',
  json: 'As JSON',
  jsonWrong: 'That is no JSON.',
  /** In words of the page, where the API speaks of ids and lists. */
  hints: {
    plan: 'For each round the positions to take, the first round first. An empty line: any.',
    ranking: 'Which of your rankings counts.',
    caps: 'At most so many players of a position. Empty: as many as fit.',
    never: 'Players who are never taken while anybody else can be.',
    mostPerBye: 'At most so many players who rest in the same week.',
  } as Readonly<Record<string, string>>,
  save: 'Save',
  saved: 'Saved. It counts from the next pick on.',
};

/** A name of a strategy or an option as people write it: position_plan is "Position plan". */
export function spoken(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
