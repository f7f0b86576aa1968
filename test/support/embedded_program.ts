import { startEmbedded } from '../../src/embedded/embedded.ts';
import { messageOf } from '../../src/telemetry/error_text.ts';
import { silentLog } from './silent_log.ts';

// Started by tests: runs an embedded server on the DATA_DIR given, says what it got as one line of JSON, and stops what it
// keeps when its input ends.
const [, , dataDir = ''] = process.argv;
try {
  const { url, superuserUrl, adopted, stop } = await startEmbedded({
    dataDir,
    log: silentLog,
    settings: { fsync: 'off' },
  });
  process.stdout.write(`${JSON.stringify({ url, superuserUrl, adopted })}\n`);
  process.stdin.resume().on('end', stop);
} catch (error) {
  process.stdout.write(`${JSON.stringify({ error: messageOf(error) })}\n`);
}
