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

/** Whether these are as many as there were at first, and nobody gave one of them a name. */
export function areNewTeams(teams: readonly NewTeam[], count: number): boolean {
  return teams.length === count && teams.every(({ name }, index) => name === `Team ${index + 1}`);
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
  return sameNames(teams).flatMap(([first]) => (first ? [first.name.trim()] : []));
}

/** The ids of the teams whose name a team above them has already: they are the ones to be given another one. */
export function namedAgain(teams: readonly NewTeam[]): ReadonlySet<string> {
  return new Set(sameNames(teams).flatMap(([, ...again]) => again.map(({ id }) => id)));
}

function sameNames(teams: readonly NewTeam[]): readonly (readonly NewTeam[])[] {
  const named = teams.filter(({ name }) => name.trim() !== '');
  const byName = Map.groupBy(named, ({ name }) => name.trim().toLowerCase());
  return [...byName.values()].filter(({ length }) => length > 1);
}
