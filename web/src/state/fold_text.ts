const MARKS = /[\u0300-\u036f]/g;
const PUNCTUATION = /['’`.,-]/g;

/** A text as the search compares it: without accents, capitals, apostrophes and full stops. */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(MARKS, '')
    .replace(PUNCTUATION, '')
    .replace(/ß/g, 'ss')
    .replace(/ø/gi, 'o')
    .replace(/ł/gi, 'l')
    .toLowerCase()
    .trim();
}
