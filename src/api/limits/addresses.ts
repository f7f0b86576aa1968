import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';

/** Tells the address of who asks. */
export type AddressOf = (request: IncomingMessage) => string;

/**
 * Believes `X-Forwarded-For` only as far as proxies wrote it that are trusted: addresses, networks such as 10.0.0.0/8, or
 * loopback, linklocal, uniquelocal. Throws a TypeError for anything else.
 */
export function addressesBehind(trustedProxies: readonly string[]): AddressOf {
  const isTrusted = proxyAddr.compile([...trustedProxies]);
  return (request) => proxyAddr(request, isTrusted);
}
