import { EXIT, runCommandLine } from './command_line/command_line.ts';
import { draftOrchestrator } from './program.ts';

let exitCode: number = EXIT.ok;
const program = draftOrchestrator(async (work) => {
  const { runCommand } = await import('./commands/run.ts');
  exitCode = await runCommand(work);
});
const usage = await runCommandLine(program, process.argv.slice(2));
process.exitCode = usage === EXIT.ok ? exitCode : usage;
