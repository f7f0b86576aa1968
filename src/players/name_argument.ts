import { InvalidArgumentError } from 'commander';
import { text, type ValueParser } from '../command_line/values.ts';
import { LONGEST_NAME, readName } from '../draft/names.ts';

/** A name, in its plain form. */
export const plainName: ValueParser<string> = (given) => {
  const reading = readName(text(given));
  if ('name' in reading) return reading.name;
  throw new InvalidArgumentError(
    `It ${reading.problem}. Write a name of 1 to ${LONGEST_NAME} characters that can be seen.`,
  );
};
