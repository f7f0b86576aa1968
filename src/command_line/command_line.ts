import { Command, CommanderError, type Option } from 'commander';
import { watchOutput } from './output.ts';

/** How every program of this project ends, for whoever starts it. */
export const EXIT = {
  ok: 0,
  /** What was asked for could not be done, or what was checked does not hold. */
  failed: 1,
  /** The arguments are wrong; nothing was done. */
  wrongUsage: 2,
} as const;

/**
 * A program's command line: `name` is how people call it. Unknown options and commands, missing and wrong values, and arguments
 * too many are refused, and the nearest option or command is named. Commands made with `command()` behave the same.
 */
export function commandLine(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .helpOption('-h, --help', 'say how it is used')
    .showHelpAfterError('Nothing was done. Add --help to see how it is used.')
    .exitOverride();
}

/**
 * Parses arguments and runs the command they name. Help and wrong usage are answered here, and nothing else runs then.
 * @param args without the names of Node.js and the script
 * @returns {@link EXIT}`.ok` where a command ran or help was asked for, else {@link EXIT}`.wrongUsage`
 */
export async function runCommandLine(program: Command, args: readonly string[]): Promise<number> {
  watchOutput();
  refuseRepeated(program);
  try {
    await program.parseAsync(tellable(program, args), { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.wrongUsage;
    throw error;
  }
}

/**
 * Parses the arguments of a program without commands.
 * @returns its options, or null where it has been answered already: by help, or by what is wrong with them. The exit code is set.
 */
export function parseOptions<T>(program: Command, args: readonly string[]): T | null {
  watchOutput();
  refuseRepeated(program);
  try {
    return program.parse(tellable(program, args), { from: 'user' }).opts() as T;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.wrongUsage;
    return null;
  }
}

const repeatable = new WeakSet<Option>();

/** Marks an option that may be given several times: its parser gets what the times before made. */
export function mayRepeat(option: Option): Option {
  repeatable.add(option);
  return option;
}

/** Of an option that is given twice the last would count, and nobody would hear that the first was lost. */
function refuseRepeated(program: Command): void {
  for (const command of [program, ...program.commands]) {
    for (const option of command.options.filter((each) => !repeatable.has(each))) {
      let isGiven = false;
      command.on(`option:${option.name()}`, () => {
        if (isGiven) command.error(`error: option '${option.flags}' is given twice. Give it once.`);
        isGiven = true;
      });
    }
  }
}

/**
 * The arguments in a form whose faults commander tells well. Where help is asked for a command that does not exist it would show the
 * help of all commands, and of an unknown `--optoin=3` it would take the whole for a name and know nothing near it.
 */
function tellable(program: Command, args: readonly string[]): string[] {
  const { commands } = program;
  const flags = [program, ...commands].flatMap(({ options }) => options.map(({ long }) => long));
  const named = args.map((arg) => {
    const [flag = arg] = arg.split('=');
    return flag.startsWith('--') && !flags.includes(flag) ? flag : arg;
  });
  const [first, second] = named;
  const asked = first === 'help' && second !== undefined ? [second, '--help'] : named;
  const [name = '-'] = asked;
  const isKnown = name === 'help' || commands.some((command) => command.name() === name);
  if (!isKnown) suggestBegun(program, name);
  return commands.length === 0 || name.startsWith('-') || isKnown ? asked : [name];
}

/** A command that was begun and not finished is named before those that are merely spelt like it: `stat` is `status`, and not `start`. */
function suggestBegun(program: Command, name: string): void {
  const begun = program.commands.map((command) => command.name()).filter((full) => full.startsWith(name));
  if (begun.length === 0) return;
  const which = begun.length === 1 ? begun[0] : `one of ${begun.join(', ')}`;
  program.error(`error: unknown command '${name}'\n(Did you mean ${which}?)`);
}
