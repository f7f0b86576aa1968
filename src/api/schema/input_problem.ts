import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** Longer values are not repeated: they are no help, or nobody's business. */
const LONGEST_VALUE = 60;

const EXPECTED: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object with fields',
};
const FORMATS: Readonly<Record<string, string>> = {
  uuid: 'must be an id (a UUID, such as 3f0c2a52-8f5e-4a0e-9d67-0c1f6f1b2d11)',
  datetime: 'must be a time with its time zone, such as 2026-09-01T20:00:00Z or 2026-09-01T22:00:00+02:00',
};

/** What is wrong with a value, as the end of a sentence that begins with its name, and what was found where that is short. */
export function problemOf(issue: Issue, raw: unknown): string {
  const found = foundAt(raw, issue.path);
  const problem = found === undefined ? 'is missing' : whatIsWrong(issue);
  return found === undefined || issue.code === 'too_big' || issue.code === 'too_small'
    ? problem
    : `${problem}${repeated(found)}`;
}

function whatIsWrong(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${EXPECTED[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    case 'invalid_format':
      return FORMATS[issue.format] ?? `must be written differently (${issue.message})`;
    case 'too_small':
      return `must be at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${unitOf(issue.origin)}`;
    default:
      return issue.message;
  }
}

function unitOf(origin: string): string {
  return origin === 'array' ? ' entries long' : origin === 'string' ? ' characters long' : '';
}

function foundAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    raw,
  );
}

function repeated(found: unknown): string {
  if (typeof found === 'object' && found !== null) return '';
  const text = JSON.stringify(found) ?? '';
  return text === '' || text.length > LONGEST_VALUE ? '' : `; it is ${text}`;
}
