/** An instant as JSON of the database and of JavaScript have it: zeros behind the last digit are left out there. */
const WRITTEN = /^(\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(Z|[+-]\d\d:\d\d)$/;
const DIGITS = 6;

/**
 * An instant in the one form in which clients get all of them: six digits behind the second, and the offset: 2026-09-01T20:00:00.500000+00:00.
 * What is no instant stays as it is.
 */
export function instantText(text: string): string {
  const [, second, fraction = '', zone] = WRITTEN.exec(text) ?? [];
  if (second === undefined) return text;
  return `${second}.${fraction.padEnd(DIGITS, '0')}${zone === 'Z' ? '+00:00' : zone}`;
}

/** What is an instant, or a list of them, in facts of events and in numbers of refusals; texts of people have other names. */
const INSTANTS: ReadonlySet<string> = new Set([
  'at',
  'deadline',
  'nextDeadline',
  'clockEndsAt',
  'actsAt',
  'quietUntil',
  'startsAt',
  'pauseAt',
  'since',
  'until',
]);
/** What has such facts inside of it. */
const HOLDERS: ReadonlySet<string> = new Set(['settings']);

/**
 * Facts that were read as JSON, with their instants in the form of {@link instantText}; they are changed in place. What is no object stays
 * as it is: what becomes of facts that cannot be those of an event is decided where they are used.
 */
export function withInstantTexts<Facts>(facts: Facts): Facts {
  if (typeof facts !== 'object' || facts === null) return facts;
  const known = facts as Record<string, unknown>;
  for (const [name, value] of Object.entries(known)) {
    if (INSTANTS.has(name)) known[name] = told(value);
    else if (HOLDERS.has(name) && typeof value === 'object' && value !== null) withInstantTexts(value);
  }
  return facts;
}

function told(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(told);
  return typeof value === 'string' ? instantText(value) : value;
}
