/** What sources write where there is nothing. */
const NOTHING = new Set([
  ...[
    '',
    '-',
    '--',
    '–',
    '—',
    '.',
    '?',
    'na',
    'n/a',
    'n.a.',
    '#n/a',
    '#na',
    'nan',
    'null',
    'none',
    'nil',
    'undefined',
  ],
]);

/** Whether a cell says that there is nothing. For numbers, teams and ids; people may well be called Na. */
export function isNothing(cell: string): boolean {
  return NOTHING.has(cell.trim().toLowerCase());
}

/** The sign before the decimals. */
export type DecimalSign = '.' | ',';

/**
 * The decimal sign of a file, from all of its numbers: a comma where one stands before other than three digits, and where no
 * full stop does. With commas between the cells, three digits behind a comma are thousands.
 */
export function findDecimalSign(cells: Iterable<string>, delimiter: string | null): DecimalSign {
  let hasComma = false;
  for (const cell of cells) {
    if (/^\s*[+-]?\d+\.(?:\d{1,2}|\d{4,})\s*$/.test(cell)) return '.';
    hasComma ||= /^\s*[+-]?\d[\d.]*,(?:\d{1,2}|\d{4,})\s*$/.test(cell);
    hasComma ||= delimiter !== ',' && delimiter !== null && /^\s*[+-]?\d+,\d{3}\s*$/.test(cell);
  }
  return hasComma ? ',' : '.';
}

/** The number in a cell, null where it says nothing, and NaN where it is something else. */
export function readNumber(cell: string, decimalSign: DecimalSign): number | null {
  if (isNothing(cell)) return null;
  const text = cell.replace(/[\s\u00a0\u202f]+/g, '');
  const [thousands, decimals] = decimalSign === '.' ? [',', '\\.'] : ['\\.', ','];
  const shape = new RegExp(`^[+-]?(?:\\d{1,3}(?:${thousands}\\d{3})+|\\d+)?(?:${decimals}\\d*)?$`);
  if (!shape.test(text) || !/\d/.test(text)) return Number.NaN;
  return Number(text.replace(new RegExp(thousands, 'g'), '').replace(decimalSign, '.'));
}
