const MICROSECONDS_PER_MS = 1_000;

/** What this thread worked so far, in milliseconds; not the time in which other programs had its core, where Node.js tells (from 23.9). */
export function threadMs(): number {
  if (!('threadCpuUsage' in process)) return performance.now();
  const { user, system } = process.threadCpuUsage();
  return (user + system) / MICROSECONDS_PER_MS;
}
