import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { withProgressBar } from '../../bench/progress_bar.ts';
import { isFlat, linesOf } from './report.ts';
import { soak } from './run.ts';

// Plays drafts at a steady rate for a while and says of everything that could grow whether it does; exit code 1 when it does:
//
//   npm run soak -- --minutes 20 [--drafts 120] [--every 10] [--json FILE]
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    drafts: { type: 'string', default: '120' },
    every: { type: 'string', default: '10' },
    json: { type: 'string' },
  },
});
const report = await withProgressBar((progress) =>
  soak(
    {
      minutes: Number(values.minutes),
      drafts: Number(values.drafts),
      sampleEverySeconds: Number(values.every),
    },
    progress,
  ),
);
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
process.stdout.write(`${linesOf(report).join('\n')}\n`);
process.exitCode = isFlat(report) ? 0 : 1;
