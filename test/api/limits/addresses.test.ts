import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../../src/config/config.ts';
import { Addresses } from '../../../src/http/limits/addresses.ts';

const PROXY = '10.0.0.1';

function addressFor(forwarded: string | undefined, remoteAddress = PROXY, proxies = ['10.0.0.0/8']): string {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return new Addresses(proxies).of({ headers, socket: { remoteAddress } } as unknown as IncomingMessage);
}

describe('the address that limits are counted by', () => {
  it.each([
    ['as it is', '203.0.113.7', '203.0.113.7'],
    ['without its port', '203.0.113.7:4711', '203.0.113.7'],
    ['without its port, where that is empty', '203.0.113.7:', '203.0.113.7'],
    ['IPv6 by its network', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['IPv6 in brackets', '[2001:db8:1:2::9]', '2001:db8:1:2::/64'],
    ['IPv6 in brackets with a port', '[2001:db8:1:2::9]:443', '2001:db8:1:2::/64'],
    ['IPv6 with a zone', 'fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['IPv4 written as IPv6', '::ffff:203.0.113.7', '203.0.113.7'],
    ['IPv4 written as IPv6, in brackets with a port', '[::ffff:cb00:7107]:80', '203.0.113.7'],
    ['behind a chain of trusted proxies, ports and all', '203.0.113.7:1, 10.0.0.3:5555', '203.0.113.7'],
    ['not what the client made up before it', '198.51.100.1, 203.0.113.7:9', '203.0.113.7'],
    ['the proxy, where it forwards nothing', undefined, PROXY],
    ['the proxy, where it forwards no address', 'unknown', PROXY],
    ['the proxy, where it forwards nonsense', '203.0.113.7:4711:9', PROXY],
    ['the proxy, where what it forwards is empty', '', PROXY],
  ])('is %s', (_what, forwarded, address) => {
    expect(addressFor(forwarded)).toBe(address);
  });

  it('is one for all ports and for a whole /64', () => {
    const ports = Array.from({ length: 100 }, (_, n) => addressFor(`203.0.113.7:${1_000 + n}`));
    const hosts = Array.from({ length: 100 }, (_, n) => addressFor(`2001:db8::${n.toString(16)}:1`));
    expect([new Set(ports).size, new Set(hosts).size]).toEqual([1, 1]);
    expect(addressFor('2001:db8:0:1::1')).not.toBe(addressFor('2001:db8:0:2::1'));
  });

  it('is the one of the connection where no proxy is trusted', () => {
    expect(addressFor('203.0.113.7', '198.51.100.9')).toBe('198.51.100.9');
    expect(addressFor('203.0.113.7', '::ffff:198.51.100.9', [])).toBe('198.51.100.9');
    expect(addressFor('203.0.113.7', '2001:db8::1', [])).toBe('2001:db8:0:0::/64');
    expect(addressFor('203.0.113.7', '::ffff:10.0.0.1')).toBe('203.0.113.7');
  });

  it('is known for a connection before it says anything, unless a trusted proxy makes it', () => {
    const addresses = new Addresses(['loopback']);
    expect(addresses.ofConnection('2001:db8::1')).toBe('2001:db8:0:0::/64');
    expect(addresses.ofConnection('::ffff:203.0.113.7')).toBe('203.0.113.7');
    expect(addresses.ofConnection('::1')).toBeNull();
    expect(addresses.ofConnection(undefined)).toBe('unknown');
  });
});

describe('TRUSTED_PROXIES', () => {
  it.each(['cloudflare', '10.0.0.0/33', '10.0.0.1:80', 'loopback, 300.1.1.1', '::/129', '10.0.0.0/0'])(
    'refuses %j in a sentence that lists what it may be',
    (value) => {
      const read = () => readConfig({ TRUSTED_PROXIES: value });
      expect(read).toThrow(ConfigError);
      expect(read).toThrow(
        `TRUSTED_PROXIES must be addresses, networks such as 10.0.0.0/8, or loopback, linklocal, uniquelocal, with commas; it was ${JSON.stringify(value)}.`,
      );
    },
  );

  it('takes addresses, networks and the names of ranges', () => {
    const value = 'loopback, 10.0.0.0/8, 192.0.2.0/255.255.255.0, 2001:db8::/32, 203.0.113.7';
    expect(readConfig({ TRUSTED_PROXIES: value }).access.trustedProxies).toHaveLength(5);
  });
});
