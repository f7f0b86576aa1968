/** What a cell of a CSV file may hold; a list is written with slashes. */
export type CsvValue = string | number | boolean | null | readonly string[];

/** By what a spreadsheet takes a text for a formula or a command, also behind spaces and signs that nobody sees, and in full width. */
const FORMULA = /^[\s\p{C}]*[=+\-@|%＝＋－＠]/u;

/**
 * A line of a CSV file (RFC 4180). Texts are quoted, and one that a spreadsheet would run as a formula gets an apostrophe in front, by
 * which spreadsheets take it for text.
 */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : value.join('/');
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
