import { afterAll, describe, expect, it } from 'vitest';
import { endOf, findOldNode, Installation } from '../support/launcher.ts';

/** Says what arrives, and ends when it is asked to by its input, or by SIGTERM after some work. */
const PROGRAM = `
const counts: Record<string, number> = {};
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR2']) {
  process.on(signal, () => {
    counts[signal] = (counts[signal] ?? 0) + 1;
    console.log('got ' + signal);
    if (signal === 'SIGTERM') setImmediate(() => { console.log('worked on'); process.exit(7); });
  });
}
const [, , command, ...rest] = process.argv;
if (command === 'say') { console.log(JSON.stringify(rest)); console.error(process.version); process.exitCode = Number(rest[0]); }
else if (command === 'kill') process.kill(process.pid, rest[0]);
else {
  process.stdin.setEncoding('utf8').on('data', (text) => {
    if (text.includes('count')) console.log('counts ' + JSON.stringify(counts));
    if (text.includes('end')) process.exit(0);
  });
  // Lives on without its input, too.
  setInterval(() => {}, 1000);
  console.log('ready');
}
`;

const installations: Installation[] = [];
function install(modules?: 'private node' | 'none' | 'broken'): Installation {
  const installation = new Installation(PROGRAM, modules);
  installations.push(installation);
  return installation;
}
afterAll(() => {
  for (const installation of installations) installation.remove();
});

const oldNode = findOldNode() ?? '';
const nodes = [
  { name: 'a Node.js that is new enough', node: process.execPath },
  { name: 'the old Node.js of the machine (where there is one)', node: oldNode },
];

for (const { name, node } of nodes) {
  describe.skipIf(node === '')(`the launcher under ${name}`, () => {
    it('passes arguments, output and exit code', async () => {
      const { code, said } = await endOf(install().launch(node, 'say', '3', 'a b', "c'd"));
      expect(code).toBe(3);
      expect(said).toContain('["3","a b","c\'d"]');
      expect(Number(/v(\d+)\./.exec(said)?.[1])).toBeGreaterThanOrEqual(22);
    });

    it('ends by the signal that ended the program', async () => {
      expect(await endOf(install().launch(node, 'kill', 'SIGKILL'))).toMatchObject({ code: 'SIGKILL' });
    });

    it('forwards SIGTERM and waits until the program has done its work', async () => {
      const launched = install().launch(node);
      await launched.untilSaid(/ready/);
      launched.child.kill('SIGTERM');
      const { code, said } = await endOf(launched);
      expect(said).toContain('got SIGTERM\nworked on');
      expect(code).toBe(7);
    });

    it.each(['SIGINT', 'SIGHUP', 'SIGUSR2'] as const)('forwards %s', async (signal) => {
      const launched = install().launch(node);
      await launched.untilSaid(/ready/);
      launched.child.kill(signal);
      await launched.untilSaid(new RegExp(`got ${signal}`));
      launched.child.stdin?.write('end\n');
      expect(await endOf(launched)).toMatchObject({ code: 0 });
    });

    it('lets Ctrl-C, which goes to the whole group, reach the program once', async () => {
      const launched = install().launch(node);
      await launched.untilSaid(/ready/);
      process.kill(-(launched.child.pid ?? 0), 'SIGINT');
      await launched.untilSaid(/got SIGINT/);
      // Whatever the launcher passed on before has arrived when this has.
      launched.child.kill('SIGUSR2');
      await launched.untilSaid(/got SIGUSR2/);
      launched.child.stdin?.write('count\n');
      expect(await launched.untilSaid(/counts/)).toContain('counts {"SIGINT":1,"SIGUSR2":1}');
      launched.child.stdin?.write('end\n');
      await endOf(launched);
    });

    it('leaves no program behind when it is killed with -9', async () => {
      const launched = install().launch(node);
      await launched.untilSaid(/ready/);
      launched.child.kill('SIGKILL');
      // It resolves only when the program, too, has closed its output.
      expect(await endOf(launched)).toMatchObject({ code: 'SIGKILL' });
    });
  });
}

describe.skipIf(oldNode === '')('a machine with nothing but an old Node.js', () => {
  it('is told what is missing and what to do', async () => {
    const { code, said } = await endOf(install('none').launch(oldNode, 'say', '0'));
    expect(code).toBe(78);
    expect(said).toMatch(/needs Node\.js 22\.18 or newer; this is v\d+/);
    expect(said).toContain('There is no private copy beside the program either.');
    expect(said).toContain('npm install --include=optional');
  });

  it('is told why a private copy does not run', async () => {
    const { code, said } = await endOf(install('broken').launch(oldNode, 'say', '0'));
    expect(code).toBe(78);
    expect(said).toMatch(/The private copy .+ does not run here: .*EACCES/);
  });
});
