import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { startProgram } from '../support/processes.ts';

const FOLDER = new URL('../../examples/', import.meta.url);
const examples = readdirSync(FOLDER).filter((name) => name.endsWith('.ts'));

describe('an example', () => {
  it('is started with the Node.js of the project, since that of the machine may not know TypeScript', () => {
    const texts = examples.map((name) => readFileSync(new URL(name, FOLDER), 'utf8'));
    const started = texts.flatMap((text) => text.match(/^.*\bnode examples\/.*$/gm) ?? []);
    expect(started.length).toBeGreaterThan(3);
    for (const line of started) expect(line).toMatch(/ npx node examples\//);
  });

  it.each([
    ['consumer.ts', /^Say in WEBHOOK_SECRET /],
    ['feed.ts', /^Say in URL and SOURCE_SECRET /],
    ['reminders.ts', /^Say in DATABASE_URL /],
  ])('that is told nothing says what it has to be told, and does nothing: %s', async (name, says) => {
    const program = startProgram([`examples/${name}`], {});
    expect(await program.ended()).toBe(2);
    expect(program.said()).toMatch(says);
    expect(program.said()).not.toMatch(/\n\s+at /);
  });
});
