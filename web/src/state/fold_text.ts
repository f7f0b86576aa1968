const MARKS = /[\u0300-\u036f]/g;
/** Longer than any name with its team. Normalising takes a browser seconds for tens of thousands of marks, such as somebody pasted. */
const LONGEST = 1_000;
const PUNCTUATION = /['.,`\u00b4\u02b9-\u02bc\u2018\u2019\u201b\u2032-]/g;
/** A letter, a figure or a picture: anything but space, what nobody can see, punctuation, and signs such as %. */
const SOMETHING =
  /[^\s!-/:-@[-`{-\u00bf\u00d7\u00f7\u115f\u1160\u2000-\u206f\u2800\u2e00-\u2e7f\u3000-\u303f]/u;

/** A text as the search compares it: without accents, capitals, apostrophes and full stops. */
export function foldText(text: string): string {
  return text
    .slice(0, LONGEST)
    .replace(PUNCTUATION, '')
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(/ß/g, 'ss')
    .replace(/ø/gi, 'o')
    .replace(/ł/gi, 'l')
    .toLowerCase()
    .trim();
}

/**
 * What is searched for by a text that somebody typed; nothing where there is no letter, figure or picture in it: then everything is shown.
 * The service says the same (app_private.search_text).
 */
export function searchFor(typed: string): string {
  const folded = foldText(typed);
  return SOMETHING.test(folded) ? folded : '';
}
