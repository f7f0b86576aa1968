import { isIP } from 'node:net';
import type { EndpointKind } from '../database/outbox.ts';
import { DraftError } from '../draft/errors.ts';
import { Networks } from './networks.ts';

const LONGEST = 500;
const DISCORD_HOSTS = ['discord.com', 'discordapp.com', 'canary.discord.com', 'ptb.discord.com'];
/** What a webhook of Discord has behind its host: its id and its secret. What is behind those is for messages of other shapes. */
const DISCORD_PATH = /^\/api\/(?:v\d+\/)?webhooks\/\d+\/[\w-]+\/?$/;
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
  const problem = problemOf(kind, written, networks);
  if (problem !== null) throw new DraftError('ENDPOINT_ADDRESS_INVALID', { kind, problem });
  if (kind === 'LOG') return { address: 'the log of the service', target: 'log' };
  if (kind === 'NATS') return { address: written, target: written };
  const url = new URL(written);
  url.hash = '';
  // Whoever has the URL of a Discord webhook may write there.
  const address = kind === 'DISCORD' ? `${url.origin}/…` : url.origin + url.pathname;
  return { address, target: url.href };
}

/** Why an address is none of that kind, as a part of a sentence; null where it is one. */
function problemOf(kind: EndpointKind, written: string, networks: readonly string[]): string | null {
  if (kind === 'LOG') return written === '' ? null : 'the log of the service has none';
  if (kind === 'NATS') return SUBJECT.test(written) ? null : 'it is no subject of NATS';
  const problem = webProblem(written, networks);
  if (problem !== null || kind !== 'DISCORD' || networks.length > 0) return problem;
  const { hostname, pathname } = new URL(written);
  return DISCORD_HOSTS.includes(hostname) && DISCORD_PATH.test(pathname) ? null : 'it is no Discord webhook';
}

function webProblem(written: string, networks: readonly string[]): string | null {
  if (written.length > LONGEST) return `it is longer than ${LONGEST} characters`;
  if (!URL.canParse(written)) return 'it is no URL';
  const url = new URL(written);
  if (url.username !== '' || url.password !== '') return 'a user name or a password is in it';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && networks.length > 0))
    return 'it is not https';
  const host = addressOf(url.hostname.replace(/^\[|\]$/g, ''));
  return isIP(host) && !new Networks(networks).isReachable(host) ? 'it is no public address' : null;
}

/** Names that lead to this machine alone, wherever they are looked up (RFC 6761), by its address; every other one as it is. */
function addressOf(host: string): string {
  return /(?:^|\.)localhost\.?$/i.test(host) ? '127.0.0.1' : host;
}
