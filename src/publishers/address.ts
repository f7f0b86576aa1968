import { isIP } from 'node:net';
import type { EndpointKind } from '../database/outbox.ts';
import { DraftError } from '../draft/errors.ts';
import { Networks } from './networks.ts';

const LONGEST = 500;
const DISCORD_HOSTS = ['discord.com', 'discordapp.com', 'canary.discord.com', 'ptb.discord.com'];
/** Names of a NATS subject, without wildcards. */
const SUBJECT = /^[A-Za-z0-9_-]{1,60}(\.[A-Za-z0-9_-]{1,60}){0,5}$/;

/** The address of an endpoint: as people see it, and with what may be secret in it. */
export interface EndpointAddress {
  readonly address: string;
  readonly target: string;
}

/**
 * The address of a new endpoint of a kind. What a name leads to is looked at each time that something is sent.
 * @param networks private networks that endpoints may be in
 * @throws DraftError (ENDPOINT_ADDRESS_INVALID) with the problem
 */
export function endpointAddress(
  kind: EndpointKind,
  written: string,
  networks: readonly string[],
): EndpointAddress {
  if (kind === 'LOG') return { address: 'the log of the service', target: 'log' };
  if (kind === 'NATS') {
    if (!SUBJECT.test(written)) throw refused('a NATS endpoint is a subject such as drafts.events');
    return { address: written, target: written };
  }
  return webAddress(kind, written, networks);
}

function webAddress(kind: EndpointKind, written: string, networks: readonly string[]): EndpointAddress {
  if (written.length > LONGEST) throw refused(`it is longer than ${LONGEST} characters`);
  if (!URL.canParse(written)) throw refused('it is no URL');
  const url = new URL(written);
  if (url.username !== '' || url.password !== '') throw refused('a user name or a password is in it');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && networks.length > 0))
    throw refused('it is not https');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) && !new Networks(networks).isReachable(host)) throw refused('it is no public address');
  url.hash = '';
  if (kind !== 'DISCORD') return { address: url.origin + url.pathname, target: url.href };
  // Whoever has the URL of a Discord webhook may write there.
  const isDiscord = DISCORD_HOSTS.includes(url.hostname) && url.pathname.startsWith('/api/webhooks/');
  if (!isDiscord && networks.length === 0)
    throw refused('it is no Discord webhook (https://discord.com/api/webhooks/…)');
  return { address: `${url.origin}/…`, target: url.href };
}

function refused(problem: string): DraftError {
  return new DraftError('ENDPOINT_ADDRESS_INVALID', { problem });
}
