import ipaddr from 'ipaddr.js';

type Address = ReturnType<typeof ipaddr.parse>;
type Network = readonly [Address, number];

/** Bits. */
const BYTE = 8;
/** IPv6 addresses of the public internet. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');
/** For benchmarks, documentation and old tunnels: the library counts them among the public ones. */
const NOT_PUBLIC = parseNetworks([
  '198.18.0.0/15',
  '192.88.99.0/24',
  '240.0.0.0/4',
  '2001:db8::/32',
  '2001::/23',
  '3fff::/20',
]);

/** The networks of addresses such as `10.0.0.0/8` or `::1/128`; an address alone is a network of one. Throws where one is neither. */
function parseNetworks(written: readonly string[]): readonly Network[] {
  return written.map((text) => {
    if (text.includes('/')) return ipaddr.parseCIDR(text);
    const address = ipaddr.parse(text);
    return [address, address.kind() === 'ipv4' ? 32 : 128];
  });
}

/** Which addresses endpoints may have. */
export class Networks {
  readonly #allowed: readonly Network[];

  /** @param allowed private networks that endpoints may be in all the same */
  constructor(allowed: readonly string[]) {
    this.#allowed = parseNetworks(allowed);
  }

  /** Whether an address may be connected to: one of the public internet, or of an allowed network. `address`: as the system writes it. */
  isReachable(address: string): boolean {
    return this.isAllowedPrivate(address) || isPublic(address);
  }

  /** Whether an address is in one of the allowed networks: only there may messages go without TLS. */
  isAllowedPrivate(address: string): boolean {
    const parsed = parse(address);
    return parsed !== null && this.#allowed.some((network) => isIn(parsed, network));
  }
}

/** An IPv4 address inside of an IPv6 one counts as the IPv4 address that is reached by it. */
function parse(address: string): Address | null {
  const [plain = ''] = address.replace(/^\[|\]$/g, '').split('%');
  return ipaddr.isValid(plain) ? ipaddr.process(plain) : null;
}

function isPublic(address: string): boolean {
  const parsed = parse(address);
  if (parsed?.range() !== 'unicast' || NOT_PUBLIC.some((network) => isIn(parsed, network))) return false;
  return parsed.kind() === 'ipv4' || isIn(parsed, GLOBAL_IPV6);
}

function isIn(address: Address, [network, bits]: Network): boolean {
  const [parts, others] = [address.toByteArray(), network.toByteArray()];
  if (parts.length !== others.length) return false;
  return parts.every((part, index) => {
    const counted = Math.min(Math.max(bits - index * BYTE, 0), BYTE);
    const ignored = BYTE - counted;
    return part >> ignored === (others[index] ?? 0) >> ignored;
  });
}
