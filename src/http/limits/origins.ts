import type { IncomingMessage } from 'node:http';

/** Pages of which origins a browser may use the service from. */
export class Origins {
  readonly #publicOrigin: string | null;
  readonly #allowed: ReadonlySet<string>;

  constructor(publicUrl: string | undefined, allowed: readonly string[]) {
    this.#publicOrigin = publicUrl === undefined ? null : new URL(publicUrl).origin;
    this.#allowed = new Set(allowed);
  }

  /** Whether browsers reach the service over HTTPS. */
  get isHttps(): boolean {
    return this.#publicOrigin?.startsWith('https:') ?? false;
  }

  /** Whether a page of another origin may read what we answer. */
  isInvited(origin: string): boolean {
    return this.#allowed.has(origin);
  }

  /** Whether a request comes from no page at all, from one of ours, or from one that is invited. */
  isWelcome({ headers: { origin, host } }: IncomingMessage): boolean {
    if (origin === undefined || this.isInvited(origin)) return true;
    if (this.#publicOrigin !== null) return origin === this.#publicOrigin;
    return URL.canParse(origin) && new URL(origin).host === host;
  }

  /** Whether a request may act with its cookie: pages of strangers may not, whatever the browser sends along. */
  mayUseCookie(request: IncomingMessage): boolean {
    // What is loaded without a script, such as an image, names no origin.
    const isFromStranger = request.headers['sec-fetch-site'] === 'cross-site';
    return request.headers.origin === undefined ? !isFromStranger : this.isWelcome(request);
  }
}
