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

  const ID = '0197c7a4-3b1e-7d2a-9c55-0d7a3d1f6b10';
  const SECRET = `whsec_${Buffer.alloc(24).toString('base64')}`;
  it.each<[string, string[], Record<string, string>, RegExp]>([
    ['consumer.ts', [], { WEBHOOK_SECRET: 'bad' }, /^WEBHOOK_SECRET is no secret of an endpoint/],
    ['consumer.ts', [], { WEBHOOK_SECRET: SECRET, PORT: 'abc' }, /^PORT must be a port number .*; it is abc/],
    ['feed.ts', ['k', ID], { URL: 'zzz', SOURCE_SECRET: SECRET }, /^URL must be the address of the source/],
    ['feed.ts', ['k', ID], { URL: 'http://x', SOURCE_SECRET: 'bad' }, /^SOURCE_SECRET is no secret/],
    [
      'reminders.ts',
      [],
      { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' },
      /DATABASE_URL cannot be used: .*REFUSED/,
    ],
    ['reminders.ts', [], { DATABASE_URL: 'foo' }, /^DATABASE_URL must be such as postgres:.*; it is foo/],
    ['follow.mjs', ['http://127.0.0.1:1', ID], {}, /ECONNREFUSED/],
  ])(
    'that is told something wrong says so in a sentence, and fails: %s %j %j',
    async (name, args, env, says) => {
      const program = startProgram([`examples/${name}`, ...args], env);
      expect(await program.ended()).toBe(1);
      expect(program.said()).toMatch(says);
      expect(program.said()).not.toMatch(/\n\s+at /);
    },
  );

  it('of a client that is told no address asks nobody: drafter.ts', async () => {
    const args = ['--url', 'foo', '--draft', ID, '--team', ID, '--token', 'x'];
    const program = startProgram(['examples/drafter.ts', ...args], {});
    expect(await program.ended()).toBe(2);
    expect(program.said()).toMatch(/^--url must be where the service answers, .*; it is foo\./);
  });
});
