import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explainFailure, GuardedHttp } from '../../src/publishers/guarded_http.ts';
import { Networks } from '../../src/publishers/networks.ts';

const HERE = ['127.0.0.0/8', '::1'];
const NEVER = new AbortController().signal;
let server: Server;
let requests: number;
let answer: (res: ServerResponse) => void;
let port: number;
beforeEach(async () => {
  requests = 0;
  answer = (res) => res.writeHead(200).end('ok');
  server = createServer((_req, res) => {
    requests += 1;
    answer(res);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
});

const post = async (http: GuardedHttp, url: string) => {
  try {
    return await http.post({ url, headers: {}, body: '{}' }, NEVER);
  } finally {
    await http.close();
  }
};
const failure = (http: GuardedHttp, url: string) =>
  post(http, url).then(() => 'it was answered', explainFailure);

/** Names lead to these addresses, one after the other; the last for ever. */
function resolving(...addresses: string[]): LookupFunction {
  return (_hostname, options, callback) => {
    const address = addresses.length > 1 ? (addresses.shift() ?? '') : (addresses[0] ?? '');
    const family = address.includes(':') ? 6 : 4;
    if (options.all) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
}

describe('an address', () => {
  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'],
    ...['224.0.0.1', '255.255.255.255', '192.0.2.1', '198.18.0.1'],
    ...[
      '::1',
      '::',
      'fe80::1',
      'fd00::1',
      '::ffff:127.0.0.1',
      '::ffff:a9fe:a9fe',
      '64:ff9b::7f00:1',
      '::7f00:1',
    ],
    ...['fec0::1', '2002:7f00:1::', 'ff02::1', 'fe80::1%eth0'],
  ])('%s is no public one', (address) => {
    expect(new Networks([]).isReachable(address)).toBe(false);
  });

  it.each(['8.8.8.8', '1.1.1.1', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is a public one', (address) => {
    expect(new Networks([]).isReachable(address)).toBe(true);
  });

  it('in an allowed network can be reached, and no other one', () => {
    const networks = new Networks(['10.1.0.0/16', 'fd00::/8']);
    expect(
      ['10.1.2.3', '10.2.0.1', 'fd12::1', '127.0.0.1'].map((each) => networks.isReachable(each)),
    ).toEqual([...[true, false, true, false]]);
  });
});

describe('a request to a private address', () => {
  it.each(['127.0.0.1', '2130706433', '0x7f000001', '0177.0.0.1', '127.1', '[::1]', '[::ffff:127.0.0.1]'])(
    'is not sent, however it is written: %s',
    async (host) => {
      expect(await failure(new GuardedHttp(new Networks([])), `http://${host}:${port}/`)).toMatch(/public/);
      expect(requests).toBe(0);
    },
  );

  it.each(['127.0.0.1', '::ffff:127.0.0.1', '::1', '169.254.169.254'])(
    'is not sent where a name leads to %s',
    async (address) => {
      const http = new GuardedHttp(new Networks([]), { lookup: resolving(address) });
      expect(await failure(http, `http://public.example:${port}/`)).toMatch(/public/);
      expect(requests).toBe(0);
    },
  );

  it('is not sent where the name led to a public one when it was looked at, and to a private one when it is connected to', async () => {
    const lookup = resolving('8.8.8.8', '127.0.0.1');
    const first = await new Promise((resolve) =>
      lookup('public.example', {}, (_error, address) => resolve(address)),
    );
    expect(first).toBe('8.8.8.8');
    expect(
      await failure(new GuardedHttp(new Networks([]), { lookup }), `https://public.example:${port}/`),
    ).toMatch(/public/);
    expect(requests).toBe(0);
  });

  it('is not told from one to a name that nobody knows, nor from one whose server of names is silent', async () => {
    const failing =
      (code: string): LookupFunction =>
      (_name, _options, callback) =>
        callback(Object.assign(new Error(code), { code }), '', 0);
    const lookups = [resolving('10.0.0.1'), failing('ENOTFOUND'), failing('EAI_AGAIN')];
    const url = `https://internal.example:${port}/`;
    const told = await Promise.all(
      lookups.map((lookup) => failure(new GuardedHttp(new Networks([]), { lookup }), url)),
    );
    expect(new Set(told)).toEqual(new Set(['There is no such host, or it has no public address.']));
  });

  it('is sent where its network is allowed', async () => {
    expect(await post(new GuardedHttp(new Networks(HERE)), `http://127.0.0.1:${port}/`)).toMatchObject({
      status: 200,
      text: 'ok',
    });
  });
});

describe('a server that', () => {
  const http = () => new GuardedHttp(new Networks(HERE), { withinMs: 1_000 });
  const url = () => `http://127.0.0.1:${port}/`;

  it('hangs is given up', async () => {
    answer = () => undefined;
    expect(await failure(http(), url())).toBe('It did not answer in time.');
  });

  it('answers drop by drop is given up after the same time', async () => {
    answer = (res) => {
      res.writeHead(200);
      const drip = setInterval(() => res.write('.'), 50);
      res.once('close', () => clearInterval(drip));
    };
    expect(await failure(http(), url())).toBe('It did not answer in time.');
  });

  it('answers a gigabyte is read no further than a few kilobytes', async () => {
    let sent = 0;
    const chunk = Buffer.alloc(65_536, 'x');
    answer = (res) => {
      res.writeHead(200);
      const more = () => {
        while (sent < 2 ** 30) {
          sent += chunk.length;
          if (!res.write(chunk)) return void res.once('drain', more);
        }
        res.end();
      };
      more();
    };
    const answered = await post(http(), url());
    expect(answered.text.length).toBe(1_000);
    expect(sent).toBeLessThan(2 ** 26);
  });

  it.each([
    [
      'announces its answer for ever',
      'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(50),
      'It announced an answer again and again, and gave none.',
    ],
    [
      'has no end of headers',
      `HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(5_000)}`,
      'Its answer has too long a head.',
    ],
  ])('%s is given up at once', async (_name, said, failed) => {
    // What it goes on with does not come: whoever waits for it does not see that it is one of these.
    answer = ({ socket }) => void socket?.write(said);
    expect(await failure(http(), url())).toBe(failed);
  });

  it('redirects is not followed', async () => {
    answer = (res) => res.writeHead(302, { location: url() }).end();
    expect(await post(http(), url())).toMatchObject({ status: 302 });
    expect(requests).toBe(1);
  });

  it('says when to come back is understood, in seconds and as a date', async () => {
    answer = (res) => res.writeHead(429, { 'retry-after': '7' }).end();
    expect(await post(http(), url())).toMatchObject({ retryAfter: 7 });
    const date = 'Thu, 01 Jan 1970 00:00:00 GMT';
    answer = (res) => res.writeHead(429, { date, 'retry-after': 'Thu, 01 Jan 1970 00:02:00 GMT' }).end();
    expect(await post(http(), url())).toMatchObject({ retryAfter: 120 });
  });

  it('has no TLS, or a certificate that nobody signed, gets nothing', async () => {
    expect(await failure(http(), `https://127.0.0.1:${port}/`)).not.toBe('it was answered');
    const folder = mkdtempSync(join(tmpdir(), 'self-signed-'));
    const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const made = [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      '/CN=127.0.0.1',
      '-keyout',
      keyFile,
      '-out',
      certFile,
    ];
    execFileSync('openssl', made, { stdio: 'ignore' });
    const [key, cert] = [readFileSync(keyFile), readFileSync(certFile)];
    let heard = 0;
    const tls = createTlsServer({ key, cert }, (_req, res) => {
      heard += 1;
      res.end();
    });
    tls.listen(0, '127.0.0.1');
    await once(tls, 'listening');
    const address = tls.address() as AddressInfo;
    expect(await failure(http(), `https://127.0.0.1:${address.port}/`)).not.toBe('it was answered');
    expect(heard).toBe(0);
    tls.close();
  });
});
