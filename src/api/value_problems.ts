/** Longer values are not repeated, nor are lists and objects: the name of the field says where to look. */
const LONGEST_VALUE = 60;
/** A value as GraphQL prints it into a message: no text in it ends before its quotation mark. */
const VALUE = String.raw`(?:"(?:[^"\\]|\\.)*"|[^"])*?`;
/** Names a variable whose value is not usable, and where in the value: `Variable "$s" got invalid value 7 at "s.rounds[0]"; …`. */
const ABOUT_VALUE = new RegExp(
  String.raw`^Variable "\$(\w+)" got invalid value (${VALUE})(?: at "([^"]+)")?; (.*)$`,
  's',
);
/** One that there is not, or that is null. */
const ABOUT_NOTHING = /^(?:Variable|Argument) "\$?(\w+)" (of (?:required|non-null) type ".*)$/s;
/** The same in a document, where GraphQL repeats what stands there: after these words, and up to what matches. */
const FOUND_IN_DOCUMENT = ', found ';
const END_OF_FOUND = /^(.*?)(\.$|; )/s;
const NOT_REPRESENTED = /( cannot represent [^:]{0,60}): (.*)$/s;

/** What GraphQL says of a value, and how it is told: the end of a sentence that begins with its name. */
const SENTENCES: readonly (readonly [said: RegExp, told: string])[] = [
  [/^Field "(.+)" of required type "(.+)" was not provided\.$/s, 'lacks the field "$1", which is $2'],
  [/^Field "(.+)" is not defined by type "(\w+)"\.(.*)$/s, 'has the field "$1", which $2 does not have;$3'],
  [/^Value "(.*)" does not exist in "(\w+)" enum\.(.*)$/s, 'is no value of $2: "$1";$3'],
  [/^Enum "(\w+)" cannot represent .*$/s, 'must be a value of $1, in a text'],
  [/^Expected non-nullable type "(.+)" not to be null\.$/s, 'must not be null: it is $1'],
  [/^Expected type "(\w+)" to be an object\.$/s, 'must be an object with the fields of $1'],
  [/^Int cannot represent .*$/s, 'must be a whole number (Int)'],
  [/^Float cannot represent .*$/s, 'must be a number (Float)'],
  [/^String cannot represent .*$/s, 'must be a text (String)'],
  [/^Boolean cannot represent .*$/s, 'must be true or false (Boolean)'],
  [/^ID cannot represent .*$/s, 'must be a text or a whole number (ID)'],
  [/^Expected type "(\w+)"\..*$/s, 'must be $1'],
  [/^of required type "(.+)" was not provided\.$/s, 'is missing: it is $1'],
  [/^of non-null type "(.+)" must not be null\.$/s, 'must not be null: it is $1'],
];

/** A value that is not usable: where it stands, in dots, and what is wrong with it. */
export interface ValueProblem {
  readonly argument: string;
  readonly problem: string;
}

/** What a message of GraphQL says of the value of a variable or an argument, without repeating objects; null where it is about none. */
export function valueProblemIn(message: string): ValueProblem | null {
  const [, absent, what] = ABOUT_NOTHING.exec(message) ?? [];
  if (absent !== undefined && what !== undefined) return { argument: absent, problem: inWords(what) };
  const [, variable, value = '', place = variable, said = ''] = ABOUT_VALUE.exec(message) ?? [];
  if (place === undefined) return null;
  const problem = inWords(said);
  return {
    argument: place.replace(/\[(\d+)\]/g, '.$1'),
    problem: isShort(value) && !problem.includes(value) ? `${problem}; it is ${value}` : problem,
  };
}

/**
 * A message about a document, without the objects, lists and long texts that stand in it. These may be as long as a document, and have in
 * them whatever is looked for here: it is looked for once, and not again behind each place that it could begin at.
 */
export function withoutValues(message: string): string {
  return withoutFound(message).replace(NOT_REPRESENTED, (whole, what: string, value: string) =>
    isShort(value) ? whole : what,
  );
}

function withoutFound(message: string): string {
  const at = message.indexOf(FOUND_IN_DOCUMENT);
  if (at < 0) return message;
  const [, value, end = ''] = END_OF_FOUND.exec(message.slice(at + FOUND_IN_DOCUMENT.length)) ?? [];
  if (value === undefined || isShort(value)) return message;
  return (
    message.slice(0, at) + end + message.slice(at + FOUND_IN_DOCUMENT.length + value.length + end.length)
  );
}

function isShort(value: string): boolean {
  return value.length <= LONGEST_VALUE && !/^[{[]/.test(value);
}

function inWords(said: string): string {
  for (const [pattern, told] of SENTENCES) {
    if (pattern.test(said))
      return said
        .replace(pattern, told)
        .replace('; Did', '; did')
        .replace(/[;.?]$/, '');
  }
  return said.replace(/\.$/, '');
}
