import { InvalidArgumentError } from 'commander';

/** Turns the text behind an option into its value, or throws an error that says what it must be. */
export type ValueParser<T> = (text: string) => T;

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Any text that is not empty. `--name --json` is a forgotten value, not a person called `--json`. */
export const text: ValueParser<string> = (given) => {
  if (given.trim() === '') throw new InvalidArgumentError('It is empty.');
  if (given.startsWith('--')) throw new InvalidArgumentError('That is an option: its value is missing.');
  return given;
};

/** A whole number between two limits, both included, written in decimal digits. */
export function wholeNumber(least: number, most: number = Number.MAX_SAFE_INTEGER): ValueParser<number> {
  const rule = most === Number.MAX_SAFE_INTEGER ? `of ${least} or more` : `from ${least} to ${most}`;
  return (given) => {
    const value = Number(text(given));
    if (/^\d+$/.test(given) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number ${rule}.`);
  };
}

/** A number above 0, with a fraction or without. */
export function positive(most: number = Number.MAX_SAFE_INTEGER): ValueParser<number> {
  const limit = most === Number.MAX_SAFE_INTEGER ? '' : `, at most ${most}`;
  return (given) => {
    const value = Number(text(given));
    if (/^\d*\.?\d+$/.test(given) && value > 0 && value <= most) return value;
    throw new InvalidArgumentError(`It must be a number above 0${limit}.`);
  };
}

/** A share of a whole: from 0% to 100%, or from 0 to 1. */
export const share: ValueParser<number> = (given) => {
  const [, digits, percent] = /^(\d*\.?\d+)(%?)$/.exec(text(given)) ?? [];
  const value = Number(digits) / (percent === '%' ? 100 : 1);
  if (value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('It must be a share such as 5% or 0.05.');
};

/** The id of something in the database. */
export const uuid: ValueParser<string> = (given) => {
  if (UUID.test(text(given))) return given;
  throw new InvalidArgumentError('It must be an id such as 0197c7a4-3b1e-7d2a-9c55-0d7a3d1f6b10.');
};

/** The cursor of an exported event. */
export const cursor: ValueParser<string> = (given) => {
  if (/^\d{1,15}-\d{1,9}$/.test(text(given))) return given;
  throw new InvalidArgumentError('It must be the cursor of an exported event, such as 1204-17.');
};

/** One of some words. */
export function oneOf<T extends string>(words: readonly T[]): ValueParser<T> {
  return (given) => {
    const found = words.find((word) => word === text(given));
    if (found !== undefined) return found;
    throw new InvalidArgumentError(`It must be ${words.join(', ').replace(/, ([^,]+)$/, ' or $1')}.`);
  };
}

/** Several values with commas between them. */
export function listOf<T>(parse: ValueParser<T>): ValueParser<T[]> {
  return (given) =>
    text(given)
      .split(',')
      .map((part) => parse(part.trim()));
}

/** A PostgreSQL URL; whether somebody answers there is found out later. */
export const databaseUrl: ValueParser<string> = (given) => {
  if (/^postgres(ql)?:\/\//.test(text(given))) return given;
  throw new InvalidArgumentError('It must look like postgres://user:password@host:5432/database.');
};
