import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { EXIT, runCommandLine } from './command_line/command_line.ts';
import { draftOrchestrator } from './program.ts';

// A server spends a third of its start compiling what it compiled at its last one. Beside the packages, so that it goes with them and nobody
// else can write there; where this process cannot either, as in a read-only container, nothing is kept.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/draft-orchestrator', import.meta.url)));

let exitCode: number = EXIT.ok;
const program = draftOrchestrator(async (work) => {
  const { runCommand } = await import('./commands/run.ts');
  exitCode = await runCommand(work);
});
const usage = await runCommandLine(program, process.argv.slice(2));
process.exitCode = usage === EXIT.ok ? exitCode : usage;
