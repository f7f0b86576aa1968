import type { IncomingMessage } from 'node:http';
import { BYTES_OF_A_REQUEST, MOST_REQUEST_BYTES } from '../../http/limits/sizes.ts';
import type { Stay } from '../../http/limits/stay.ts';
import { ServiceError } from '../../service_errors.ts';
import type { ApiServices } from '../services.ts';

type Judges = Pick<ApiServices, 'connections' | 'rateLimits' | 'addressOf'>;

/** Why a request is not even looked at (TOO_MANY_CONNECTIONS, TOO_MANY_REQUESTS); null where it may be. */
export async function judge(
  services: Judges,
  request: IncomingMessage,
  stay: Stay,
): Promise<ServiceError | null> {
  const { connections } = services;
  if (connections.isRefused(request.socket) || !connections.admit(request, stay)) {
    return new ServiceError('TOO_MANY_CONNECTIONS');
  }
  return overRate(services, request, weightOf(request));
}

/** As how many requests one counts: for its bytes, all that it may have where it does not say how many. */
export function weightOf({ headers }: IncomingMessage): number {
  const bytes =
    headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : MOST_REQUEST_BYTES;
  return Math.max(1, Math.ceil(Math.min(bytes, MOST_REQUEST_BYTES) / BYTES_OF_A_REQUEST));
}

/** Counts a request; why it is one too many (TOO_MANY_REQUESTS), or null. Whoever takes no notice is not listened to for a while. */
export async function overRate(
  { connections, rateLimits, addressOf }: Judges,
  request: IncomingMessage,
  requests = 1,
): Promise<ServiceError | null> {
  const address = addressOf(request);
  try {
    await rateLimits.countRequest(address, requests);
    return null;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const floodsFor = await rateLimits.floodsFor(address);
    if (floodsFor > 0) connections.shun(address, floodsFor);
    return error;
  }
}

/**
 * Counts a health check; why it is one too many, or null. It is refused only to an address that takes no notice of limits: whoever asks may
 * share its address with everybody behind a proxy, and a server whose checks fail is taken out of service.
 */
export async function overChecks(services: Judges, request: IncomingMessage): Promise<ServiceError | null> {
  const refused = await overRate(services, request, weightOf(request));
  return refused && (await services.rateLimits.floodsFor(services.addressOf(request))) > 0 ? refused : null;
}
