import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SessionLookUp } from '../../../src/api/identity/session_look_up.ts';
import { startSession } from '../../../src/database/identity.ts';
import { createUser } from '../../../src/database/leagues.ts';
import type { Queryable } from '../../../src/database/queryable.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test_database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** The database, and how many statements it was asked. */
function counting(): { db: Queryable; count: () => number } {
  let asked = 0;
  const db: Queryable = {
    query: (text, values) => {
      asked += 1;
      return database.pool.query(text, values);
    },
  };
  return { db, count: () => asked };
}

async function signIn(name: string): Promise<{ userId: string; hash: Buffer }> {
  const userId = await createUser(database.pool, name);
  const hash = randomBytes(32);
  await startSession(database.pool, userId, hash);
  return { userId, hash };
}

describe('who is signed in with a cookie', () => {
  it('is asked in one statement for all who come while two others are under way', async () => {
    const [ann, bob] = [await signIn('Ann'), await signIn('Bob')];
    const { db, count } = counting();
    const sessions = new SessionLookUp(() => db);
    const wrong = Array.from({ length: 300 }, () => randomBytes(32));
    const asked = [ann.hash, ...wrong, bob.hash, ann.hash];
    const found = await Promise.all(asked.map((hash) => sessions.find(hash)));
    expect(found).toEqual([ann.userId, ...wrong.map(() => undefined), bob.userId, ann.userId]);
    expect(count()).toBe(3);
  });

  it('is found while a statement gets no answer', async () => {
    const { userId, hash } = await signIn('Zoe');
    const { db } = counting();
    const silent = Promise.withResolvers<never>();
    const connections: Queryable[] = [{ query: () => silent.promise }];
    const sessions = new SessionLookUp(() => connections.shift() ?? db);
    const unanswered = sessions.find(hash);
    expect(await Promise.all([sessions.find(hash), sessions.find(hash)])).toEqual([userId, userId]);
    expect(await sessions.find(hash)).toBe(userId);
    silent.reject(new Error('The database was silent'));
    await expect(unanswered).rejects.toThrow('The database was silent');
  });

  it('is asked again after a statement failed, of which all who were in it hear', async () => {
    const { userId, hash } = await signIn('Eve');
    const { db } = counting();
    let isBroken = true;
    const broken: Queryable = { query: () => Promise.reject(new Error('no database')) };
    const sessions = new SessionLookUp(() => (isBroken ? broken : db));
    const failed = await Promise.allSettled([sessions.find(hash), sessions.find(hash), sessions.find(hash)]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    isBroken = false;
    expect(await sessions.find(hash)).toBe(userId);
  });
});
