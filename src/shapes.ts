import { z } from 'zod';

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;

/** Longer values are not repeated: they are no help, or nobody's business. */
const LONGEST_VALUE = 60;

const EXPECTED: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  bigint: 'a whole number',
  nan: 'a number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  set: 'a list',
  object: 'an object with fields',
  record: 'an object with fields',
  map: 'an object with fields',
  date: 'a time',
  null: 'null',
  undefined: 'left out',
  void: 'left out',
  never: 'left out',
  nonoptional: 'given',
};
const FORMATS: Readonly<Record<string, string>> = {
  uuid: 'must be an id (a UUID, such as 3f0c2a52-8f5e-4a0e-9d67-0c1f6f1b2d11)',
  guid: 'must be an id (a UUID, such as 3f0c2a52-8f5e-4a0e-9d67-0c1f6f1b2d11)',
  datetime: 'must be a time such as 2026-09-01T20:00:00Z',
  date: 'must be a day such as 2026-09-01',
  time: 'must be a time of day such as 20:00',
  duration: 'must be a length of time such as PT90S',
  email: 'must be an e-mail address',
  url: 'must be an address such as https://example.org',
  json_string: 'must be JSON',
};

/** A value does not fit its shape: where, and what is wrong there, as the end of a sentence that begins with its name. */
export class Misfit extends Error {
  override readonly name = 'Misfit';
  /** In dots: `rosterSlots.2.seats`; empty where it is the whole value. */
  readonly path: string;
  readonly problem: string;
  /** What the shape says beside its own sentence, such as a code. */
  readonly params: Readonly<Record<string, unknown>>;

  constructor(issue: Issue, raw: unknown) {
    const path = (issue.code === 'invalid_key' ? issue.path.slice(0, -1) : issue.path).join('.');
    const problem = problemOf(issue, raw);
    super(`${path === '' ? 'it' : path} ${problem}`);
    this.path = path;
    this.problem = problem;
    this.params = issue.code === 'custom' ? (issue.params ?? {}) : {};
  }
}

/** A value of a shape. Throws a {@link Misfit} that names the first that does not fit, in plain words: never in those of the library. */
export function readAs<T>(shape: z.ZodType<T>, raw: unknown): T {
  const parsed = shape.safeParse(raw, { error: inPlainWords });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue === undefined) throw parsed.error;
  throw new Misfit(issue, raw);
}

function problemOf(issue: Issue, raw: unknown): string {
  if (issue.code === 'invalid_key') return issue.message;
  const found = foundAt(raw, issue.path);
  if (found === undefined && issue.path.length > 0) return 'is missing';
  const isSecret = issue.code === 'custom' && issue.params?.['isSecret'] === true;
  const saysEnough = issue.code === 'too_big' || issue.code === 'too_small' || isSecret;
  return saysEnough ? issue.message : `${issue.message}${repeated(found)}`;
}

/** What is wrong, where the shape has no sentence of its own for it. */
function inPlainWords(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${EXPECTED[issue.expected] ?? `a value of the kind ${issue.expected}`}`;
    case 'invalid_value':
      return issue.values.length === 1
        ? `must be ${String(issue.values[0])}`
        : `must be one of ${issue.values.join(', ')}`;
    case 'invalid_format':
      return formatInWords(issue);
    case 'too_small':
      return boundInWords(issue, issue.minimum, issue.inclusive === false ? 'more than' : 'at least');
    case 'too_big':
      return boundInWords(issue, issue.maximum, issue.inclusive === false ? 'less than' : 'at most');
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return unknownInWords(issue);
    case 'invalid_union':
      return alternativesInWords(issue.errors);
    case 'invalid_key':
      return `has the name ${JSON.stringify(issue.input)} in it, which ${issue.issues[0]?.message ?? 'cannot be one'}`;
    case 'invalid_element':
      return `has an entry that ${issue.issues[0]?.message ?? 'cannot be one'}`;
    case 'custom':
      return 'cannot be used';
  }
}

function formatInWords(issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidStringFormat>): string {
  const text = (name: string) => JSON.stringify(issue[name]);
  if (issue.format === 'starts_with') return `must begin with ${text('prefix')}`;
  if (issue.format === 'ends_with') return `must end with ${text('suffix')}`;
  if (issue.format === 'includes') return `must have ${text('includes')} in it`;
  if (issue.format === 'regex') return `must be written as ${issue.pattern}`;
  return FORMATS[issue.format] ?? `must be written as ${issue.format.replaceAll('_', ' ')}`;
}

function boundInWords(
  { exact, origin }: { readonly exact?: boolean; readonly origin: string },
  bound: number | bigint,
  comparison: string,
): string {
  const unit =
    origin === 'array' || origin === 'set' || origin === 'map'
      ? ` ${counted(bound, 'entry', 'entries')} long`
      : origin === 'string'
        ? ` ${counted(bound, 'character', 'characters')} long`
        : '';
  return `must be ${exact ? 'exactly' : comparison} ${bound}${unit}`;
}

function counted(count: number | bigint, one: string, many: string): string {
  return Number(count) === 1 ? one : many;
}

/** Names what nobody knows, and what there is. */
function unknownInWords({ keys, inst }: z.core.$ZodRawIssue<z.core.$ZodIssueUnrecognizedKeys>): string {
  const { shape = {} } = (inst?._zod.def ?? {}) as { readonly shape?: Readonly<Record<string, unknown>> };
  const known = Object.keys(shape);
  const unknown = keys.map((key) => JSON.stringify(key)).join(', ');
  return `must not have ${unknown}${known.length === 0 ? '; it is empty' : `, only ${known.join(', ')}`}`;
}

function alternativesInWords(alternatives: readonly (readonly Issue[])[]): string {
  const problems = alternatives.flatMap(([first]) => {
    if (first === undefined) return [];
    return [first.path.length === 0 ? first.message : `${first.path.join('.')} in it ${first.message}`];
  });
  return problems.length === 0 ? 'can be read in several ways' : [...new Set(problems)].join(', or ');
}

function foundAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    raw,
  );
}

function repeated(found: unknown): string {
  if (found === undefined || (typeof found === 'object' && found !== null)) return '';
  const text = JSON.stringify(found) ?? '';
  return text === '' || text.length > LONGEST_VALUE ? '' : `; it is ${text}`;
}

/** A text without the byte order mark that some programs write before it: whoever reads JSON may pass over it (RFC 8259, section 8.1). */
export function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** An id, in the one form that the database and all who compare ids write it: some languages write it in capitals. */
export const idShape = z.guid().toLowerCase();
