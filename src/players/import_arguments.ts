import { type Command, InvalidArgumentError, Option } from 'commander';
import { mayRepeat } from '../command_line/command_line.ts';
import { oneOf, text, uuid } from '../command_line/values.ts';
import { COLUMNS, type ColumnMapping, namingProblem } from './columns.ts';
import { SOME_ENCODINGS } from './decode_text.ts';
import { FORMATS, type ImportFormat } from './formats.ts';
import { plainName } from './name_argument.ts';

const ENCODING_HELP = 'such as windows-1250 (default: UTF-8 or UTF-16 where it is one, else windows-1252)';

/** What `import-players` was asked to do. */
export interface ImportArguments {
  readonly file: string;
  readonly name: string;
  /** Unless it is said, the contents tell. */
  readonly format?: ImportFormat;
  readonly encoding?: string;
  readonly columns: ColumnMapping;
  readonly skipRejected: boolean;
}

interface Options {
  readonly name?: string;
  readonly format?: ImportFormat;
  readonly encoding?: string;
  readonly column?: ColumnMapping;
  readonly skipRejected?: boolean;
}

/** Gives a command the arguments of `import-players`; `run` is called with them once they are right. */
export function importArguments(
  command: Command,
  run: (given: ImportArguments) => Promise<void> | void,
): Command {
  return command
    .argument('<file>', 'the file to read', text)
    .option('--name <name>', 'what the pool is called; it has to be said', plainName)
    .option('--format <format>', `${FORMATS.join(', ')} (default: what the file looks like)`, oneOf(FORMATS))
    .option('--encoding <label>', ENCODING_HELP, encodingLabel)
    .addOption(columnOption())
    .option('--skip-rejected', 'import the other rows where some are wrong')
    .action((file: string, { name, column: columns = {}, skipRejected = false, ...rest }: Options) => {
      // Not a required option of commander, which would say that it is missing where it was mistyped.
      if (name === undefined) return command.error("error: option '--name <name>' is missing");
      return run({ ...rest, file, name, columns, skipRejected });
    });
}

/** What `import-ranking` was asked to do. */
export interface RankingArguments {
  readonly file: string;
  /** The id of the person whose ranking it is. */
  readonly user: string;
  /** The id of the pool. */
  readonly pool: string;
  readonly name: string;
  readonly encoding?: string;
  readonly columns: ColumnMapping;
  readonly skipUnmatched: boolean;
}

type RankingOptions = Partial<Omit<RankingArguments, 'file' | 'columns'>> & {
  readonly column?: ColumnMapping;
};

/** Gives a command the arguments of `import-ranking`; `run` is called with them once they are right. */
export function rankingArguments(
  command: Command,
  run: (given: RankingArguments) => Promise<void> | void,
): Command {
  return command
    .argument('<file>', 'the file to read', text)
    .option('--user <id>', 'the id of the person whose ranking it is; it has to be said', uuid)
    .option('--pool <id>', 'the id of the pool whose players it ranks; it has to be said', uuid)
    .option(
      '--name <name>',
      'what the ranking is called; "default" is the one that counts',
      plainName,
      'default',
    )
    .option('--encoding <label>', ENCODING_HELP, encodingLabel)
    .addOption(columnOption())
    .option('--skip-unmatched', 'import the other rows where some name no player of the pool')
    .action((file: string, { user, pool, name = '', column: columns = {}, ...rest }: RankingOptions) => {
      // Not required options of commander, which would say that they are missing where they were mistyped.
      if (user === undefined) return command.error("error: option '--user <id>' is missing");
      if (pool === undefined) return command.error("error: option '--pool <id>' is missing");
      const { skipUnmatched = false, ...encoding } = rest;
      return run({ ...encoding, file, user, pool, name, columns, skipUnmatched });
    });
}

function encodingLabel(given: string): string {
  const label = text(given);
  try {
    new TextDecoder(label);
  } catch {
    throw new InvalidArgumentError(`Known are, among others: ${SOME_ENCODINGS.join(', ')}.`);
  }
  return label;
}

function columnOption(): Option {
  const says = `which header of the file stands for ${COLUMNS.join(', ')}; may be repeated`;
  return mayRepeat(new Option('--column <column=header>', says).argParser(addColumn));
}

function addColumn(given: string, before: ColumnMapping = {}): ColumnMapping {
  const [column, header] = text(given).split(/=(.*)/s);
  const known = COLUMNS.find((name) => name === column);
  if (!known || !header) throw new InvalidArgumentError(`It must be ${COLUMNS.join('|')}=HEADER.`);
  const problem = namingProblem(before, known, header);
  if (problem !== null) throw new InvalidArgumentError(`That is one too many: ${problem}.`);
  return { ...before, [known]: header };
}
