/** A team in the form of a new league. */
export interface NewTeam {
  /** Of the form alone. */
  readonly id: string;
  readonly name: string;
}

/** So many teams, named by their numbers. */
export function newTeams(count: number): readonly NewTeam[] {
  return withCount([], count);
}

/** The teams with others behind them until there are so many; a number that is a team's name already is left out. */
export function withCount(teams: readonly NewTeam[], count: number): readonly NewTeam[] {
  const all = [...teams];
  for (let number = all.length + 1; all.length < count; number += 1) {
    const name = `Team ${number}`;
    if (!all.some((team) => team.name === name)) all.push({ id: crypto.randomUUID(), name });
  }
  return all;
}

/** Names that more than one team has, as the first of them writes it: people tell teams apart by name, and not by capitals. */
export function namedTwice(teams: readonly NewTeam[]): readonly string[] {
  const byName = Map.groupBy(teams, ({ name }) => name.trim().toLowerCase());
  return [...byName.values()].flatMap(([first, second]) =>
    first && second && first.name.trim() !== '' ? [first.name.trim()] : [],
  );
}
