const MARKS = /[\u0300-\u036f]/g;
const PUNCTUATION = /['’`.,-]/g;
/** Longer than any name with its team. Normalising takes a browser seconds for tens of thousands of marks, such as somebody pasted. */
const LONGEST = 1_000;

/** A text as the search compares it: without accents, capitals, apostrophes and full stops. */
export function foldText(text: string): string {
  return text
    .slice(0, LONGEST)
    .normalize('NFD')
    .replace(MARKS, '')
    .replace(PUNCTUATION, '')
    .replace(/ß/g, 'ss')
    .replace(/ø/gi, 'o')
    .replace(/ł/gi, 'l')
    .toLowerCase()
    .trim();
}
