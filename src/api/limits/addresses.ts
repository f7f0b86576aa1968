import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import proxyAddr from 'proxy-addr';

/** Tells by which address whoever sends a request is counted: see {@link Addresses.of}. */
export type AddressOf = (request: IncomingMessage) => string;

/** Groups of an IPv6 address that name a network; one household or office has all that come after them. */
const NETWORK_GROUPS = 4;
/** `192.0.2.1:4711` and `[2001:db8::1]:4711`, as some proxies write them. */
const WITH_PORT = /^(?:\[([^\]]*)\](?::\d*)?|(\d[\d.]*):\d*)$/;

/**
 * The addresses that limits are counted by. `X-Forwarded-For` is believed only as far as trusted proxies wrote it. The `Forwarded`
 * header is not read.
 */
export class Addresses {
  readonly #isTrusted: (address: string, hop: number) => boolean;

  /** `trustedProxies`: addresses, networks such as 10.0.0.0/8, or loopback, linklocal, uniquelocal. TypeError for others. */
  constructor(trustedProxies: readonly string[]) {
    this.#isTrusted = proxyAddr.compile([...trustedProxies]);
  }

  /**
   * By which address a request is counted: the last one that no trusted proxy has, IPv4 as it is, IPv6 by its /64 network.
   * Where a proxy forwards something that is no address, the proxy's own.
   */
  of(request: IncomingMessage): string {
    let last = plainAddress(request.socket.remoteAddress);
    if (last === null || !this.#isTrusted(last, 0)) return last === null ? 'unknown' : networkOf(last);
    const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',');
    for (const [hop, text] of forwarded.reverse().entries()) {
      const address = plainAddress(text);
      if (address === null) break;
      last = address;
      if (!this.#isTrusted(address, hop + 1)) break;
    }
    return networkOf(last);
  }

  /** By which address a connection is counted, before it says anything; null: a trusted proxy's, which carries many people. */
  ofConnection(remoteAddress: string | undefined): string | null {
    const address = plainAddress(remoteAddress);
    if (address === null) return 'unknown';
    return this.#isTrusted(address, 0) ? null : networkOf(address);
  }
}

/** An address without port, brackets and zone; IPv4 written as IPv6 as IPv4. Null: that is no address. */
function plainAddress(text: string | undefined): string | null {
  const trimmed = (text ?? '').trim();
  const [, bracketed, beforePort] = WITH_PORT.exec(trimmed) ?? [];
  const [address = ''] = (bracketed ?? beforePort ?? trimmed).split('%');
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : null;
}

function networkOf(address: string): string {
  const parsed = ipaddr.parse(address);
  if (!(parsed instanceof ipaddr.IPv6)) return address;
  const network = parsed.parts.slice(0, NETWORK_GROUPS).map((group) => group.toString(16));
  return `${network.join(':')}::/64`;
}
