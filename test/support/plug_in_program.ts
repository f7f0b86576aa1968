import { FreePlayers } from '../../src/orchestrator/free_players.ts';
import { PlugIn } from '../../src/plug_ins/plug_in.ts';
import { silentLog } from './silent_log.ts';
import { context } from './strategy_context.ts';

// Started by tests: asks a plug-in that loops afterwards, says what it answered, the number of its process, and waits.
const PATIENT_MS = 30_000;
const module = new URL('../fixtures/strategies/loops_later.mjs', import.meta.url).href;
// Nothing of a plug-in keeps a process.
setInterval(() => undefined, PATIENT_MS);
const plugIn = new PlugIn(module, PATIENT_MS, silentLog);
await plugIn.loaded;
const pool = { positions: [], statusVersion: 0, ranked: [], places: new Map<number, number>() };
const asked = { ...context({}), available: new FreePlayers(pool) };
const choice = await plugIn.ask({ strategy: 'loops_later', options: {}, context: asked, pool });
process.stdout.write(`${(choice as { reason: string }).reason}\n`);
