import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tokenCommand } from '../../src/commands/token.ts';
import { readConfig } from '../../src/config/config.ts';
import { SECRET } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Whom the token is for that the command prints. */
async function subjectOf(given: { user?: string; name?: string }): Promise<string | undefined> {
  const said: string[] = [];
  const config = readConfig({ DATABASE_URL: database.url, AUTH_SECRET: SECRET });
  await tokenCommand(config, { ...given, days: 1 }, (text) => said.push(text));
  return decodeJwt(said.join('')).sub;
}

it('a token is for somebody new, or for somebody who is known', async () => {
  const ann = await subjectOf({ name: 'Ann' });
  expect(ann).toMatch(/^[\da-f-]{36}$/);
  expect(await subjectOf({ user: String(ann) })).toBe(ann);
});

it('a token for a person who is not in the database is refused, since every request with it would fail', async () => {
  const nobody = '00000000-0000-0000-0000-000000000000';
  await expect(subjectOf({ user: nobody })).rejects.toThrow(
    `There is no person ${nobody} in this database. Correct --user, or add somebody with --name.`,
  );
});
