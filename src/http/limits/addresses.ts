import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import proxyAddr from 'proxy-addr';

/** Answers by which address a request is counted: see {@link Addresses.of}. */
export type AddressOf = (request: IncomingMessage) => string;

/** Groups of an IPv6 address that name a network (/64): one household or office has all addresses in it. */
const NETWORK_GROUPS = 4;
/** The address of a connection that has closed already. */
const NOWHERE = 'unknown';
const MOST_REMEMBERED = 10_000;
const LONGEST_REMEMBERED = 60;
/** `192.0.2.1:4711` and `[2001:db8::1]:4711`, as some proxies write them. */
const WITH_PORT = /^(?:\[([^\]]*)\](?::\d*)?|(\d[\d.]*):\d*)$/;

/** The key by which an address is counted, and whether it is a trusted proxy's. */
interface Known {
  readonly network: string;
  readonly isTrusted: boolean;
}

/**
 * The addresses that limits are counted by. `X-Forwarded-For` is believed only as far as trusted proxies wrote it. The `Forwarded`
 * header is not read.
 */
export class Addresses {
  readonly #isTrusted: (address: string, hop: number) => boolean;
  readonly #known = new Map<string, Known | null>();

  /** `trustedProxies`: addresses, networks such as 10.0.0.0/8, or loopback, linklocal, uniquelocal. TypeError for others. */
  constructor(trustedProxies: readonly string[]) {
    this.#isTrusted = proxyAddr.compile([...trustedProxies]);
  }

  /**
   * By which address a request is counted: the last one that no trusted proxy has, IPv4 as it is, IPv6 by its /64 network.
   * Where a proxy forwards something that is no address, the proxy's own.
   */
  of(request: IncomingMessage): string {
    let last = this.#look(request.socket.remoteAddress);
    if (!last?.isTrusted) return last?.network ?? NOWHERE;
    const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',');
    for (const text of forwarded.reverse()) {
      const known = this.#look(text);
      if (known === null) break;
      last = known;
      if (!known.isTrusted) break;
    }
    return last.network;
  }

  /** By which address a connection is counted, before it says anything; null: a trusted proxy's, which carries many people. */
  ofConnection(remoteAddress: string | undefined): string | null {
    const known = this.#look(remoteAddress);
    return known?.isTrusted ? null : (known?.network ?? NOWHERE);
  }

  /** What is known of an address, as it is written; null: it is none. Asked several times for each request. */
  #look(text = ''): Known | null {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const address = plainAddress(text);
    const found =
      address === null ? null : { network: networkOf(address), isTrusted: this.#isTrusted(address, 0) };
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    // A forwarded text may be as long as a head of a request; addresses are short.
    if (text.length <= LONGEST_REMEMBERED) this.#known.set(text, found);
    return found;
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
