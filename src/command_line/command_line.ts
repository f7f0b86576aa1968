import { Command, CommanderError } from 'commander';

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
    .helpCommand('help [command]', 'say how this program, or one of its commands, is used')
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
  try {
    await program.parseAsync(withKnownCommand(program, args), { from: 'user' });
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
  try {
    return program.parse([...args], { from: 'user' }).opts() as T;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.wrongUsage;
    return null;
  }
}

/** Where help is asked for a command that does not exist, that is what has to be said: commander would show the help of all. */
function withKnownCommand({ commands }: Command, args: readonly string[]): string[] {
  const [first, second] = args;
  const asked = first === 'help' && second !== undefined ? [second, '--help'] : [...args];
  const [name = '-'] = asked;
  const isKnown = name === 'help' || commands.some((command) => command.name() === name);
  return commands.length === 0 || name.startsWith('-') || isKnown ? asked : [name];
}
