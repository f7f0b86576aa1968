import type { IncomingMessage } from 'node:http';

/** The origins whose pages may use the service in a browser. */
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

  /** Whether a page of another origin may read our answers. */
  isInvited(origin: string): boolean {
    return this.#allowed.has(origin);
  }

  /** Whether a request comes from no page at all, from one of ours, or from one of an allowed origin. */
  isWelcome(request: IncomingMessage): boolean {
    const { origin } = request.headers;
    return (origin !== undefined && this.isInvited(origin)) || this.#isOwn(request);
  }

  /** Whether a request may act with its cookie: pages of other origins may not, though the browser sends the cookie (CSRF). */
  mayUseCookie(request: IncomingMessage): boolean {
    // A request that no script made, such as for an image, has no Origin header.
    const isFromStranger = request.headers['sec-fetch-site'] === 'cross-site';
    return request.headers.origin === undefined ? !isFromStranger : this.isWelcome(request);
  }

  /** Whether whoever sends a request would keep a cookie of ours: browsers drop it where a page of another origin asked, an allowed one too. */
  maySetCookie(request: IncomingMessage): boolean {
    return this.mayUseCookie(request) && this.#isOwn(request);
  }

  #isOwn({ headers: { origin, host } }: IncomingMessage): boolean {
    if (origin === undefined) return true;
    if (this.#publicOrigin !== null) return origin === this.#publicOrigin;
    return URL.canParse(origin) && new URL(origin).host === host;
  }
}
