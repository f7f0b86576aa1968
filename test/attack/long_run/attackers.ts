import { existsSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomFrom } from '../../chaos/random.ts';
import type { AttackTarget } from '../attack.ts';
import { attacks } from '../attacks.ts';
import type { Attacked } from './assault.ts';
import type { Turn } from './schedule.ts';

const SESSION_PRIORITY = '/proc/self/autogroup';

// A program that attacks as it was told by its first message, tells each attack that ended, and ends after the last one. Attackers
// have machines of their own: here they take what the service leaves of the cores. Where Linux shares them out by session first, the
// session of this process comes last as a whole.
setPriority(constants.priority.PRIORITY_LOW);
if (existsSync(SESSION_PRIORITY)) writeFileSync(SESSION_PRIORITY, String(constants.priority.PRIORITY_LOW));
process.once('disconnect', () => process.exit(1));
process.once('message', ({ target, turns }: { target: AttackTarget; turns: Turn[] }) => {
  void attackInTurn(target, turns).then(() => process.exit(0));
});

async function attackInTurn(target: AttackTarget, turns: readonly Turn[]): Promise<void> {
  const begun = performance.now();
  for (const { name, to, seed } of turns) {
    const attack = attacks.find((known) => known.name === name);
    if (!attack) throw new Error(`There is no attack named ${name}`);
    const stopping = new AbortController();
    const from = Date.now();
    const running = attack.run(target, { signal: stopping.signal, random: randomFrom(seed) });
    await sleep(Math.max(0, begun + to - performance.now()));
    stopping.abort();
    await running;
    const { user, system } = process.cpuUsage();
    process.send?.({ name, from, to: Date.now(), cpuSeconds: (user + system) / 1e6 } satisfies Attacked);
  }
}
