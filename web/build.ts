// Builds the draft room into web/dist: `npm run build`. With --check it only says, by its exit code, whether that is needed.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { InlineConfig } from 'vite';
import { commandLine, parseOptions } from '../src/command_line/command_line.ts';

const HERE = import.meta.dirname;
const DIST = join(HERE, 'dist');
const BUILT_FROM = 'built_from.txt';
/** The lock names the version of each library that is built in. */
const SOURCES = [
  'src',
  'public',
  'index.html',
  'vite.config.ts',
  'build.ts',
  '../client',
  '../package-lock.json',
];
const COMPRESSED = ['.html', '.js', '.css', '.svg', '.json', '.webmanifest'];

/** A hash over everything that the room is built from. */
function sourcesHash(): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const path = join(HERE, source);
    if (!existsSync(path)) continue;
    const names = statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, encoding: 'utf8' })
      : [''];
    for (const name of names.sort()) {
      const file = join(path, name);
      if (statSync(file).isFile()) hash.update(`${source}/${name}\n`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

function isBuiltFrom(hash: string): boolean {
  const file = join(DIST, BUILT_FROM);
  return existsSync(file) && readFileSync(file, 'utf8') === hash;
}

async function build(hash: string): Promise<void> {
  // Loaded only here: whether a build is needed is asked at every start.
  // Libraries look here for which of their builds to give; tests that build say "test".
  process.env['NODE_ENV'] = 'production';
  const { build: viteBuild } = await import('vite');
  const folder = mkdtempSync(join(HERE, '.dist-'));
  try {
    await viteBuild({ root: HERE, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
    nameShell(folder, hash);
    await viteBuild(rendererIn(folder));
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (COMPRESSED.includes(extname(name))) compress(join(folder, name));
    }
    writeFileSync(join(folder, BUILT_FROM), hash);
    // A folder for temporary files is for its owner alone; a service may run as somebody else.
    chmodSync(folder, 0o755);
    replace(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The build of what the server draws boards with: one file that needs no other. */
function rendererIn(folder: string): InlineConfig {
  return {
    ...{ configFile: false, root: HERE, logLevel: 'error', publicDir: false },
    ssr: { noExternal: true },
    // React gives its quick build by this, and asks when it runs.
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { ssr: join('src', 'picture', 'picture.tsx'), outDir: join(folder, 'server'), minify: true },
  };
}

/** Tells the worker which files the shell is, under a name of this build: the page, and everything whose name has a hash. */
function nameShell(folder: string, hash: string): void {
  const file = join(folder, 'worker.js');
  // Letters that few names have are no part of it: a system font has them.
  const names = readdirSync(join(folder, 'assets')).filter((name) => !name.includes('latin-ext'));
  const assets = names.map((name) => `/assets/${name}`);
  const files = JSON.stringify(['/', '/icon.svg', ...assets.sort()]);
  const source = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    source.replace('BUILD', hash.slice(0, 16)).replace('files: []', () => `files: ${files}`),
  );
}

function compress(file: string): void {
  const text = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  writeFileSync(`${file}.br`, brotliCompressSync(text, { params }));
  writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }));
}

/** Puts the new build in the place of the old one. Of two builds at once, either is the same. */
function replace(folder: string): void {
  const old = `${folder}-old`;
  if (existsSync(DIST)) renameSync(DIST, old);
  renameSync(folder, DIST);
  rmSync(old, { recursive: true, force: true });
}

const program = commandLine(
  'npm run build --',
  'Builds the draft room where it is missing or older than its sources.',
);
program.option('--check', 'only say by the exit code whether that is needed: 1 where it is');
const options = parseOptions<{ check?: boolean }>(program, process.argv.slice(2));
if (options) {
  const hash = sourcesHash();
  const isNeeded = !isBuiltFrom(hash);
  if (options.check) process.exitCode = isNeeded ? 1 : 0;
  else if (isNeeded) await build(hash);
}
