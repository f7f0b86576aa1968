import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { watchOutput } from '../src/command_line/output.ts';

/** npm asks its registry; one that does not answer holds nobody up for longer. */
const ANSWER_WITHIN_MS = 30_000;
const REFUSED = ['high', 'critical'];

const reportShape = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({ name: z.string(), severity: z.string(), range: z.string().default('') }),
  ),
});

/** What to say about the report of `npm audit --json`, and whether it is a reason to stop. */
export function judgeAudit(text: string): { readonly says: string; readonly isBad: boolean } {
  const report = reportShape.safeParse(parsed(text));
  if (!report.success) {
    return {
      says: 'Dependencies were not audited: the registry has no answer to "npm audit".',
      isBad: false,
    };
  }
  const bad = Object.values(report.data.vulnerabilities).filter(({ severity }) => REFUSED.includes(severity));
  if (bad.length === 0)
    return { says: 'Dependencies: no known vulnerability that is high or critical.', isBad: false };
  const lines = bad.map(({ name, range, severity }) => `  ${name} ${range}: ${severity}`);
  return {
    says: `Dependencies with known vulnerabilities (npm audit says more):\n${lines.join('\n')}`,
    isBad: true,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  watchOutput();
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
    encoding: 'utf8',
    timeout: ANSWER_WITHIN_MS,
    shell: process.platform === 'win32',
  });
  const { says, isBad } = judgeAudit(stdout ?? '');
  process.stdout.write(`${says}\n`);
  process.exitCode = isBad ? 1 : 0;
}
