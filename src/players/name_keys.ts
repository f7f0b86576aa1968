import { foldName } from '../draft/fold_name.ts';

/** What stands behind a name and is left out by many sources. */
const SUFFIX = /(?<=\S) (?:jr|sr|ii|iii|iv|v)$/;
/** A defence, as sources call it behind the name of its team. */
const DEFENCE = /(?<=\S) (?:d\/?st|def(?:en[cs]e)?)$/;

/** A name in the forms by which two sources may mean the same person. */
export interface NameKeys {
  /** As the search for players folds it; the first name first, initials together: `aj brown` for "Brown, A. J.". */
  readonly full: string;
  /** Without Jr., Sr. and numbers behind it. */
  readonly bare: string;
  /** Without spaces as well: `amonra` for Amon-Ra. */
  readonly joined: string;
  /** First letter and what follows the first word: `j allen` for Josh Allen; null where there is one word alone. */
  readonly initial: string | null;
  /** Whether the first word is a letter alone. */
  readonly isShort: boolean;
}

/** The forms of a name. */
export function nameKeys(name: string): NameKeys {
  const [, last, first, behind = ''] = /^([^,]+),\s*([^,]+)(?:,\s*([^,]+))?$/.exec(name) ?? [];
  const isSuffix = (text: string) => SUFFIX.test(`x ${foldName(text)}`);
  const isTurned = first !== undefined && !isSuffix(first) && (behind === '' || isSuffix(behind));
  const full = foldName(isTurned ? `${first} ${last} ${behind}` : name.replace(/,/g, ' ')).replace(
    /^(?:\p{L} )+(?=\p{L}\b)/u,
    (letters) => letters.replaceAll(' ', ''),
  );
  const bare = full.replace(SUFFIX, '');
  const [head = '', ...rest] = bare.split(' ');
  return {
    full,
    bare,
    joined: bare.replaceAll(' ', ''),
    initial: rest.length === 0 ? null : `${head[0]} ${rest.join(' ')}`,
    isShort: head.length === 1,
  };
}

/** A defence by the name of its team, without "D/ST" behind it: whole, without the town, and the town alone. */
export function defenceKeys(name: string): readonly string[] {
  const team = foldName(name).replace(DEFENCE, '');
  const gap = team.lastIndexOf(' ');
  return gap < 0 ? [team] : [team, team.slice(gap + 1), team.slice(0, gap)];
}

/** Whether a name says of itself that it is a defence. */
export function isDefence(name: string): boolean {
  return DEFENCE.test(foldName(name));
}
