import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { testService } from '../support/service.ts';

const { api } = testService();

const JSON_TYPE = 'application/json';
const ASKED = JSON.stringify({ query: '{ leagues(condition: {search: "Köln"}) { totalCount } }' });
/** Every path that takes a body. */
const PATHS = ['/graphql', '/session', '/incoming/0d3c6a5a-6f0b-4f6c-8b53-0e6a5f0f7b11'];

async function send(path: string, headers: Record<string, string>, body: Buffer) {
  const response = await fetch(`${api.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': JSON_TYPE, ...headers },
    body: new Uint8Array(body),
  });
  const { errors } = (await response.json()) as {
    errors?: { extensions: { code: string; numbers: { problem?: string } } }[];
  };
  const { code, numbers } = errors?.[0]?.extensions ?? {};
  return [response.status, code, numbers?.problem];
}

describe.each(PATHS)('a body for %s', (path) => {
  it('that is compressed is told as that, with 415', async () => {
    for (const [encoding, body] of [
      ['gzip', gzipSync(ASKED)],
      ['br', Buffer.from(ASKED)],
    ] as const)
      expect(await send(path, { 'content-encoding': encoding }, body)).toEqual([
        ...[415, 'REQUEST_INVALID'],
        `a body with the content-encoding ${encoding} is not read; send it as it is`,
      ]);
  });

  it('in another encoding than UTF-8 is told as that, and never read as other letters', async () => {
    const named = { 'content-type': `${JSON_TYPE}; charset=iso-8859-1` };
    expect(await send(path, named, Buffer.from(ASKED, 'latin1'))).toEqual([
      ...[415, 'REQUEST_INVALID', 'a body in iso-8859-1 is not read; send UTF-8'],
    ]);
    expect(await send(path, {}, Buffer.from(ASKED, 'latin1'))).toEqual([
      ...[400, 'REQUEST_INVALID', 'the body is not UTF-8'],
    ]);
  });
});

describe('a body for /session', () => {
  it('is told whether its type or what it says is no JSON', async () => {
    expect(await send('/session', {}, Buffer.from('{invitation'))).toEqual([
      ...[400, 'INPUT_INVALID', 'the body is no JSON'],
    ]);
    expect(await send('/session', { 'content-type': 'text/plain' }, Buffer.from('{}'))).toEqual([
      ...[400, 'INPUT_INVALID', 'the body must come with the type application/json'],
    ]);
  });
});

describe('a query', () => {
  it('says that it is UTF-8, or nothing of it', async () => {
    for (const headers of [
      { 'content-encoding': 'identity' },
      { 'content-type': `${JSON_TYPE}; charset=UTF-8` },
      { 'content-type': `${JSON_TYPE};charset="utf-8"` },
      { 'content-type': 'Application/JSON; Charset=UTF-8' },
    ])
      expect(await send('/graphql', headers as Record<string, string>, Buffer.from(ASKED))).toEqual([
        200,
        undefined,
        undefined,
      ]);
  });

  it('may begin with a byte order mark, as files from Windows do', async () => {
    expect(await send('/graphql', {}, Buffer.from(`\ufeff${ASKED}`))).toEqual([200, undefined, undefined]);
    expect(await send('/session', {}, Buffer.from('\ufeff{"invitation": "none"}'))).toEqual([
      ...[404, 'INVITATION_INVALID', undefined],
    ]);
  });

  it('without a type of its body is told which to send', async () => {
    const answer = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      body: new Uint8Array(Buffer.from(ASKED)),
    });
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining('the type of the body is not said; send application/json'),
    ]);
  });
});
