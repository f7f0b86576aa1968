// Run after "npm install" where "npm ci" says "Missing: … from lock file". A registry mirror may lack packages for platforms
// it does not serve; npm then leaves them out of the lock file, and "npm ci" refuses a lock file that lacks them. They are
// written as npm would write them, but for their hash: on such a platform npm fetches them by their exact version.
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = new URL('../package-lock.json', import.meta.url);
const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64'];

const lock = JSON.parse(readFileSync(FILE, 'utf8'));
const { packages } = lock;

/** Where Node.js would find `name` from a package's folder. */
function isLocked(from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(at.lastIndexOf('/node_modules/'), 0))) {
    if (packages[`${at}${at === '' ? '' : '/'}node_modules/${name}`] !== undefined) return true;
    if (at === '') return false;
  }
}

function entryFor(name, version, parent) {
  const words = name.split(/[/-]/).flatMap((word) => (word.startsWith('musl') ? ['musl'] : word));
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  if (os === undefined || cpu === undefined || !/^\d+\.\d+\.\d+$/.test(version)) return null;
  const libc = ['musl', 'glibc'].find((each) => words.includes(each === 'glibc' ? 'gnu' : each));
  return {
    version,
    cpu: [cpu],
    ...(parent.dev === true ? { dev: true } : {}),
    ...(libc === undefined ? {} : { libc: [libc] }),
    ...(parent.license === undefined ? {} : { license: parent.license }),
    optional: true,
    os: [os],
    ...(parent.engines === undefined ? {} : { engines: parent.engines }),
  };
}

const added = [];
for (const [path, parent] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    if (isLocked(path, name)) continue;
    const entry = entryFor(name, version, parent);
    if (entry === null)
      throw new Error(`${name}@${version} (of ${path}) names no platform this script knows`);
    packages[`node_modules/${name}`] = entry;
    added.push(`${name}@${version}`);
  }
}
const [root, ...others] = Object.entries(packages);
lock.packages = Object.fromEntries([root, ...others.sort(([a], [b]) => a.localeCompare(b, 'en'))]);
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added.map((each) => `added ${each}\n`).join('')}${added.length} added\n`);
