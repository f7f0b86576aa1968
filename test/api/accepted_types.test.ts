import { beforeAll, describe, expect, it } from 'vitest';
import { readAccept } from '../../src/api/accepted_type.ts';
import { createUser } from '../../src/database/leagues.ts';
import { tokenFor } from '../support/api.ts';
import { testService } from '../support/service.ts';

const { database, api } = testService();
const RESPONSE = 'application/graphql-response+json';
const JSON_ALONE = 'application/json';
const JAVA = 'text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2';
const RENAME = 'mutation ($n: String!) { renameMe(name: $n) { name } }';

let token: string;
beforeAll(async () => {
  token = await tokenFor(await createUser(database.pool, 'Ann'));
});

async function rename(accept: string, name: string) {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { accept, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: RENAME, variables: { n: name } }),
  });
  const type = response.headers.get('content-type')?.split(';')[0];
  return { status: response.status, type, body: (await response.json()) as unknown };
}

/** Each header, and the type of the answer. */
const HEADERS: readonly (readonly [accept: string, type: string])[] = [
  ['*', RESPONSE],
  [JAVA, RESPONSE],
  ['', RESPONSE],
  ...['x', ',', ';', '"', '*/json', 'a/b/c', '@', '*/*x', 'application/', '/json'].map(
    (odd) => [odd, RESPONSE] as const,
  ),
  ['application/json,', JSON_ALONE],
  ['application/json, x', JSON_ALONE],
  ['application/json;q=2', JSON_ALONE],
  ['application/json;q=x', JSON_ALONE],
  ['application/json;q=', JSON_ALONE],
  ['application/json;x="', JSON_ALONE],
  ['application/json;;', JSON_ALONE],
  ['Application/JSON; Charset=UTF-8', JSON_ALONE],
  ['application/json;charset="utf-8"', JSON_ALONE],
  ['application/json;q=0.1 , application/graphql-response+json ; q=0.5', RESPONSE],
];

describe('a header "accept"', () => {
  it.each(HEADERS)('%j is answered in what it leaves: %s', async (accept, type) => {
    const name = `Ann ${Math.random()}`;
    expect(await rename(accept, name)).toEqual({
      ...{ status: 200, type },
      body: { data: { renameMe: { name } } },
    });
  });

  it('that is as long as a header may be is read as any other', async () => {
    for (const odd of ['"', '"\\', 'a/b;', ' ', ','])
      expect(await rename(`application/json,${odd.repeat(8_000 / odd.length)}`, 'Ann')).toMatchObject({
        ...{ status: 200, type: JSON_ALONE },
      });
  });

  it('that names types of which none is answered is refused, and nothing is done', async () => {
    const { rows: before } = await database.pool.query('select name from app_public.users order by id');
    for (const accept of ['text/html', 'image/png, x', 'text/*;q=0.5']) {
      expect(await rename(accept, 'Nobody'), accept).toMatchObject({
        ...{ status: 406, body: { errors: [{ extensions: { code: 'REQUEST_INVALID' } }] } },
      });
    }
    const { rows: after } = await database.pool.query('select name from app_public.users order by id');
    expect(after).toEqual(before);
  });

  it('that is written as it should be stays as it is, in small letters', () => {
    for (const accept of [`${RESPONSE};charset=utf-8,${JSON_ALONE};q=0.9`, '*/*', 'text/*;level=1'])
      expect(readAccept(accept)).toBe(accept);
    expect(readAccept('TEXT/HTML ; Q=0.5')).toBe('text/html;q=0.5');
  });
});
