import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command, Option } from 'commander';
import { afterAll, describe, expect, it } from 'vitest';
import { benchCommandLine } from '../../bench/arguments.ts';
import { runCommandLine } from '../../src/command_line/command_line.ts';
import { draftOrchestrator } from '../../src/program.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Placeholders of values that may be any text. */
const ANY_TEXT = ['<name>', '<file>', '<folder>'];
const SOMEBODY = '0197c7a4-3b1e-7d2a-9c55-0d7a3d1f6b10';
/** What makes the rest of a command's arguments right. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'import-players': ['players.csv', '--name', 'Mine'],
  'import-ranking': ['ranking.csv', '--user', SOMEBODY, '--pool', SOMEBODY],
  token: ['--name', 'Ann'],
  'verify-order': ['events.ndjson'],
};

interface Answer {
  readonly code: unknown;
  readonly out: string;
  readonly err: string;
  /** Whether the command did its work. */
  readonly ran: boolean;
}

type Make = (run: () => Promise<void>) => Command;

/** What a command line answers, and whether anything ran; the process around it is left alone. */
async function answer(make: Make, ...args: string[]): Promise<Answer> {
  const said = { out: '', err: '' };
  let ran = false;
  const program = make(async () => {
    ran = true;
  });
  for (const each of [program, ...program.commands]) {
    each.configureOutput({
      writeOut: (text) => {
        said.out += text;
      },
      writeErr: (text) => {
        said.err += text;
      },
    });
  }
  return { code: await runCommandLine(program, args), ...said, ran };
}

function expectRefusal({ code, out, err, ran }: Answer, why: RegExp): void {
  expect([code, out, ran]).toEqual([2, '', false]);
  expect(err).toMatch(why);
  expect(err).not.toMatch(/\n\s+at /);
}

const programs: [string, Make][] = [
  ['draft-orchestrator', draftOrchestrator],
  ['npm run bench --', benchCommandLine],
];
const commands = programs.flatMap(([program, make]) =>
  make(async () => undefined).commands.map((command) => ({ program, make, command, name: command.name() })),
);

describe('each command', () => {
  it('is here', () => {
    expect(commands.length).toBeGreaterThan(15);
  });

  it.each(commands)('$program $name shows its usage, and does nothing else', async ({ make, name }) => {
    for (const args of [
      [name, '--help'],
      [name, '-h'],
      ['help', name],
    ]) {
      const { code, out, err, ran } = await answer(
        make,
        ...args,
        ...(args[0] === 'help' ? [] : ['--nonsense']),
      );
      expect([code, err, ran]).toEqual([0, '', false]);
      expect(out).toMatch(new RegExp(`^Usage: .* ${name} `));
    }
  });

  it.each(commands)('$program $name runs when its arguments are right', async ({ make, name }) => {
    expect(await answer(make, name, ...(NEEDED[name] ?? []))).toMatchObject({ code: 0, ran: true, err: '' });
  });

  it.each(commands)(
    '$program $name refuses unknown options and names the nearest',
    async ({ make, name, command }) => {
      const right = NEEDED[name] ?? [];
      expectRefusal(await answer(make, name, ...right, '--nonsense'), /unknown option '--nonsense'/);
      expectRefusal(await answer(make, name, ...right, '--nonsense=1'), /unknown option '--nonsense'/);
      for (const { long } of command.options) {
        const mistyped = `${long?.slice(0, -1)}`;
        const told = new RegExp(`unknown option '${mistyped}'\\n\\(Did you mean .*${long}`);
        expectRefusal(await answer(make, name, mistyped, 'x', ...right), told);
      }
    },
  );

  it.each(commands)('$program $name refuses a flag that is given twice', async ({ make, name, command }) => {
    const flags = command.options.filter(({ required }) => !required);
    for (const { long = '' } of flags) {
      const twice = [...(NEEDED[name] ?? []), long ?? '', long ?? ''];
      expectRefusal(await answer(make, name, ...twice), new RegExp(`option '${long}' is given twice`));
    }
  });

  it.each(commands)('$program $name refuses missing and wrong values', async ({ make, name, command }) => {
    for (const option of command.options.filter(({ required }) => required)) {
      const long = option.long ?? '';
      expectRefusal(await answer(make, name, long), new RegExp(`option '${long} .*' argument missing`));
      for (const value of ['', ' ', '--help-me', ...wrongFor(option)])
        expectRefusal(
          await answer(make, name, `${long}=${value}`),
          new RegExp(`option '${long} .*is invalid\\. `),
        );
      expectRefusal(
        await answer(make, name, long, command.options[0]?.long ?? ''),
        /is invalid\. That is an option/,
      );
    }
    for (const option of command.options.filter(({ required }) => !required))
      expectRefusal(await answer(make, name, `${option.long}=1`), /unknown option/);
  });

  it.each(commands)('$program $name refuses arguments too many', async ({ make, name }) => {
    expectRefusal(await answer(make, name, ...(NEEDED[name] ?? []), 'more'), /too many arguments for/);
  });
});

/** Values that no option takes which is not free text. */
function wrongFor({ flags }: Option): string[] {
  return ANY_TEXT.some((text) => flags.endsWith(text)) ? [] : ['~', '-1', '1e99x'];
}

describe('a command line', () => {
  it.each([
    'worker --only clock --only relay',
    'token --name A --name=B',
    'token --name A --days 1 --days 1',
    'import-players file --name A --encoding utf-8 --encoding utf-8',
  ])('of which one value would be lost is refused: %s', async (line) => {
    const told = /^error: option '--\w+ <\w+>' is given twice\. Give it once\./;
    expectRefusal(await answer(draftOrchestrator, ...line.split(' ')), told);
  });

  it.each(programs)('%s names a mistyped command and the nearest', async (_, make) => {
    const [first] = make(async () => undefined).commands;
    const mistyped = `${first?.name()}x`;
    const told = new RegExp(`unknown command '${mistyped}'\\n\\(Did you mean ${first?.name()}\\?\\)`);
    for (const args of [[mistyped], [mistyped, '--help'], ['help', mistyped], [mistyped, '--watch', '7']])
      expectRefusal(await answer(make, ...args), told);
  });

  it.each(programs)(
    '%s names the command that was begun before those that are spelt like it',
    async (_, make) => {
      const names = make(async () => undefined).commands.map((command) => command.name());
      for (const name of names) {
        for (let length = 2; length < name.length; length += 1) {
          const begun = name.slice(0, length);
          const meant = names.filter((each) => each.startsWith(begun));
          const told = `Did you mean ${meant.length === 1 ? name : `one of ${meant.join(', ')}`}?`;
          if (!names.includes(begun))
            expectRefusal(await answer(make, begun), new RegExp(told.replace('?', '\\?')));
        }
      }
    },
  );

  it.each(programs)('%s without a command is wrong usage', async (_, make) => {
    const { code, out, err } = await answer(make);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^Usage: /);
  });

  it('requires one of the options that say for whom a token is', async () => {
    expectRefusal(await answer(draftOrchestrator, 'token'), /say for whom: --user/);
    const id = '0197c7a4-3b1e-7d2a-9c55-0d7a3d1f6b10';
    expectRefusal(
      await answer(draftOrchestrator, 'token', '--name', 'A', '--user', id),
      /cannot be used with/,
    );
  });

  it.each([
    ['token', '--name'],
    ['import-players', 'players.csv', '--name'],
    ['import-ranking', 'ranking.csv', '--user', SOMEBODY, '--pool', SOMEBODY, '--name'],
  ])('takes no name that cannot be seen: %s', async (...args) => {
    const refused = await answer(draftOrchestrator, ...args, 'A\u200bB');
    expectRefusal(
      refused,
      /is invalid\. It has an invisible character \(U\+200B\)\. Write a name of 1 to 100/,
    );
  });

  it('requires the file and the name of the pool', async () => {
    expectRefusal(
      await answer(draftOrchestrator, 'import-players', '--name', 'A'),
      /missing required argument 'file'/,
    );
    expectRefusal(await answer(draftOrchestrator, 'import-players', 'file'), /'--name <name>' is missing/);
    const wrong = ['import-players', 'file', '--name', 'A', '--column', 'colour=blue'];
    expectRefusal(await answer(draftOrchestrator, ...wrong), /is invalid\. It must be rank\|/);
  });

  it.each(['import-players', 'import-ranking'])(
    'names each column and each header once: %s',
    async (name) => {
      const right = [name, ...(NEEDED[name] ?? []), '--column', 'name=Who', '--column'];
      const twice = await answer(draftOrchestrator, ...right, 'name=Whom');
      expectRefusal(twice, /is invalid\. .*the column name is named twice/);
      const shared = await answer(draftOrchestrator, ...right, 'team=WHO');
      expectRefusal(shared, /is invalid\. .*the header "WHO" is named for the column name already/);
      expect(await answer(draftOrchestrator, ...right, 'team=Club')).toMatchObject({ code: 0, ran: true });
    },
  );
});

const empty = mkdtempSync(join(tmpdir(), 'draft-orchestrator-empty-'));
afterAll(() => rmSync(empty, { recursive: true }));

/** A program as people start it: in an empty folder, in an environment that no command could work with. */
function started(script: string, ...args: string[]): Promise<{ code: unknown; out: string; err: string }> {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, DATABASE_URL: 'nonsense', PORT: 'abc', GRAPHILE_ENV: 'production' };
  return new Promise((resolve) => {
    execFile(process.execPath, [join(ROOT, script), ...args], { cwd: empty, env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : error.code, out, err }),
    );
  });
}

/** Scripts of package.json that are programs with arguments of their own, and what those of the launcher are called. */
function scripts(): string[] {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const found = Object.values(manifest.scripts).map((line) => /^node (\S+)( \S+)*$/.exec(line)?.[1] ?? '');
  return [...new Set([...found.filter((path) => path !== '')])];
}

describe('each program, in an empty folder and an unusable environment,', () => {
  it('is here', () => {
    expect(scripts()).toEqual(
      expect.arrayContaining(['bin/draft-orchestrator.mjs', 'bench/bench.ts', 'test/chaos/chaos.ts']),
    );
  });

  it.each(scripts())('%s answers help and wrong usage, and does nothing else', async (script) => {
    const help = await started(script, '--help');
    expect([help.code, help.err]).toEqual([0, '']);
    expect(help.out).toMatch(/^Usage: /);
    for (const args of [['--nonsense'], ['more', '--nonsense']]) {
      const refused = await started(script, ...args);
      expect([refused.code, refused.out]).toEqual([2, '']);
      expect(refused.err).toMatch(/^error: (unknown|too many|missing)/);
      expect(refused.err).not.toMatch(/\n\s+at /);
    }
    expect(readdirSync(empty)).toEqual([]);
  });

  it('refuses a pattern of pictures that is none', async () => {
    const refused = await started('tools/screenshots.ts', '--only', '[');
    expect([refused.code, refused.out]).toEqual([2, '']);
    expect(refused.err).toMatch(/^error: .* It must be a regular expression/);
  });

  it('says which version it is', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(await started('bin/draft-orchestrator.mjs', '--version')).toEqual({
      code: 0,
      out: `${version}\n`,
      err: '',
    });
  });

  it('fails with 1 where the arguments are right and the environment is not', async () => {
    const { code, out, err } = await started('bin/draft-orchestrator.mjs', 'migrate');
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^The environment is not usable:\n {2}DATABASE_URL must be .*\n {2}PORT must be /);
    expect(readdirSync(empty)).toEqual([]);
  });
});
