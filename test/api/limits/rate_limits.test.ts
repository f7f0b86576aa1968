import { describe, expect, it } from 'vitest';
import { RateLimits } from '../../../src/api/limits/rate_limits.ts';
import type { Viewer } from '../../../src/api/viewer.ts';
import { DraftError } from '../../../src/draft/errors.ts';

const limits = () => new RateLimits({ mutationsPerMinute: 2, draftsPerHour: 2 }, 100);
const person = (n: number) => ({ userId: `person ${n}`, isOperator: false });
const OPERATOR = { userId: null, isOperator: true };
const [HERE, ELSEWHERE] = ['192.0.2.1', '192.0.2.2'];
const TOO_MANY = expect.objectContaining({ code: 'TOO_MANY_REQUESTS' });

const nothing = async () => undefined;

/** How many of so many people of one address could do it once more, before the first was refused. */
async function peopleWhoMay(count: (n: number) => Promise<unknown>, people: number): Promise<number> {
  for (let n = 0; n < people; n += 1) {
    const refused = await count(n).then(
      () => false,
      () => true,
    );
    if (refused) return n;
  }
  return people;
}

const COUNTS = {
  'a mutation': (counted: RateLimits, viewer: Viewer, address: string) =>
    counted.countMutation(viewer, address),
  'a new league': (counted: RateLimits, viewer: Viewer, address: string) =>
    counted.create('LEAGUE', viewer, address, nothing),
  'a new preview': (counted: RateLimits, viewer: Viewer, address: string) =>
    counted.create('PREVIEW', viewer, address, nothing),
};

describe.each(Object.entries(COUNTS))('counting %s', (_, count) => {
  it('limits a person across all of their addresses', async () => {
    const counted = limits();
    await count(counted, person(1), HERE);
    await count(counted, person(1), ELSEWHERE);
    await expect(count(counted, person(1), HERE)).rejects.toEqual(TOO_MANY);
    await count(counted, person(2), HERE);
  });

  it('limits an address to what five people may do, however many accounts are used there', async () => {
    const counted = limits();
    expect(await peopleWhoMay((n) => count(counted, person(n), HERE), 50)).toBe(10);
    await count(counted, person(50), ELSEWHERE);
  });

  it('counts for the address only what the person may do', async () => {
    const counted = limits();
    for (let n = 0; n < 20; n += 1) await count(counted, person(1), HERE).catch(() => undefined);
    await count(counted, person(2), HERE);
  });
});

it('counts leagues, drafts and previews apart', async () => {
  const counted = limits();
  for (const what of ['LEAGUE', 'DRAFT', 'PREVIEW'] as const) {
    await counted.create(what, person(1), HERE, nothing);
    await counted.create(what, person(1), HERE, nothing);
    await expect(counted.create(what, person(1), HERE, nothing)).rejects.toEqual(TOO_MANY);
  }
});

it('lets operators create as many as they like', async () => {
  const counted = limits();
  for (let n = 0; n < 20; n += 1) await counted.create('DRAFT', OPERATOR, HERE, nothing);
});

it('counts nothing that was refused in the end, and says what there was too much of', async () => {
  const counted = limits();
  const refused = () => Promise.reject(new DraftError('TEAMS_OUT_OF_RANGE', { teams: 0, most: 64 }));
  for (let n = 0; n < 20; n += 1)
    await expect(counted.create('DRAFT', person(1), HERE, refused)).rejects.toMatchObject({
      code: 'TEAMS_OUT_OF_RANGE',
    });
  await counted.create('DRAFT', person(1), HERE, nothing);
  await counted.create('DRAFT', person(1), HERE, nothing);
  await expect(counted.create('DRAFT', person(1), HERE, nothing)).rejects.toMatchObject({
    code: 'TOO_MANY_REQUESTS',
    numbers: { what: 'new drafts in an hour', limit: 2 },
  });
});

it('counts what failed for an unknown reason: it may have been created', async () => {
  const counted = limits();
  const failed = () => Promise.reject(new Error('cut'));
  for (let n = 0; n < 2; n += 1)
    await expect(counted.create('DRAFT', person(1), HERE, failed)).rejects.toThrow('cut');
  await expect(counted.create('DRAFT', person(1), HERE, nothing)).rejects.toEqual(TOO_MANY);
});

describe('counting messages of other systems', () => {
  it('limits a source at an address, and nobody who sends from elsewhere for it', async () => {
    const counted = new RateLimits({ mutationsPerMinute: 12, draftsPerHour: 2 }, 100);
    await counted.countMessage('source', HERE, 1);
    await counted.countMessage('source', HERE, 1);
    await expect(counted.countMessage('source', HERE, 1)).rejects.toEqual(TOO_MANY);
    await counted.countMessage('source', ELSEWHERE, 1);
  });

  it('limits an address that names a new source each time, large messages more, and no mutations', async () => {
    const counted = new RateLimits({ mutationsPerMinute: 12, draftsPerHour: 2 }, 100);
    for (let n = 0; n < 4; n += 1) await counted.countMessage(`source ${n}`, HERE, 2);
    await counted.countMessage('one more', HERE, 2);
    await expect(counted.countMessage('another', HERE, 1)).rejects.toEqual(TOO_MANY);
    await counted.countMutation(person(1), HERE);
  });

  it('has a message that is larger than what is allowed at once spend all of it, and refuses none for ever', async () => {
    const counted = new RateLimits({ mutationsPerMinute: 12, draftsPerHour: 2 }, 100);
    await counted.countMessage('source', HERE, 8);
    await expect(counted.countMessage('source', HERE, 8)).rejects.toMatchObject({
      numbers: { limit: 2, seconds: 10 },
    });
  });
});
