/** What people call the teams whose defences are drafted. */
const NICKNAMES = new Set(
  (
    '49ers Bears Bengals Bills Broncos Browns Buccaneers Cardinals Chargers Chiefs Colts Commanders Cowboys Dolphins Eagles ' +
    'Falcons Giants Jaguars Jets Lions Packers Panthers Patriots Raiders Rams Ravens Saints Seahawks Steelers Texans Titans Vikings'
  ).split(' '),
);

/** A name as a cell of the board shows it: of people the first part by its initial, of a defence what its team is called. */
export function shortName({
  name,
  positions,
}: {
  readonly name: string;
  readonly positions: readonly string[];
}): string {
  const words = name.split(' ');
  if (positions.includes('DEF')) return words.find((word) => NICKNAMES.has(word)) ?? name;
  const [first = '', ...rest] = words;
  const [initial = ''] = first;
  return rest.length === 0 || /\p{Script=Arabic}|\p{Script=Hebrew}/u.test(name)
    ? name
    : `${initial}. ${rest.join(' ')}`;
}
