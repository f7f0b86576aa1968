/**
 * How often tests let things race that seldom meet: enough to see each outcome many times. `RACES=1000 npx vitest run test/deeds/races.test.ts
 * test/time/races.test.ts test/events/races.test.ts` takes three minutes, and is what docs/contributing.md asks for after changes of clocks, rollbacks and live events.
 */
export const RACES = Number(process.env['RACES'] ?? 300);
