import type { IncomingMessage } from 'node:http';
import { decodeProtectedHeader } from 'jose';
import type { AccessConfig } from '../../config/access.ts';
import { type Credential, NO_CREDENTIAL } from '../../database/actor.ts';
import { findIdentity } from '../../database/identity.ts';
import type { Queryable } from '../../database/queryable.ts';
import { timelineChanges } from '../../database/timelines.ts';
import type { Origins } from '../../http/limits/origins.ts';
import { isRefusal, ServiceError } from '../../service_errors.ts';
import type { Log } from '../../telemetry/log.ts';
import { NOBODY, type Viewer } from '../viewer.ts';
import { authorizationIn, misplacedToken } from './connection_params.ts';
import { hashOf, sessionIn } from './cookies.ts';
import { OWN_ALGORITHM, OwnTokens } from './own_tokens.ts';
import { IdentityProvider } from './provider.ts';
import { SessionLookUp } from './session_look_up.ts';

/** Subjects of the identity provider that this process remembers; who they are never changes. */
const MOST_REMEMBERED = 10_000;

/** Who asks, and what proved it. */
export interface Caller {
  readonly viewer: Viewer;
  readonly credential: Credential;
}

/** Nobody in particular asks. */
export const NOBODY_CALLS: Caller = { viewer: NOBODY, credential: NO_CREDENTIAL };

export interface IdentityOptions {
  readonly db: () => Queryable;
  /** The secret of our own tokens; undefined: none is good. */
  readonly authSecret: string | undefined;
  readonly access: AccessConfig;
  readonly origins: Origins;
  readonly log: Log;
}

/** Tells who asks: by a token of ours, by one of the company's identity provider, or by the cookie of a session. */
export class Identities {
  readonly #options: IdentityOptions;
  readonly #provider: IdentityProvider | null;
  /** Null without a secret: nobody could tell a token of ours from one signed with an empty key. */
  readonly #ownTokens: OwnTokens | null;
  readonly #people = new Map<string, string>();
  readonly #isOtherTimeline = timelineChanges();
  readonly #sessions: SessionLookUp;
  /** A request is identified once, however many parts of the server ask. */
  readonly #requests = new WeakMap<IncomingMessage, Promise<Caller>>();

  constructor(options: IdentityOptions) {
    this.#options = options;
    const { provider } = options.access;
    this.#sessions = new SessionLookUp(options.db);
    this.#ownTokens = options.authSecret ? new OwnTokens(options.authSecret) : null;
    this.#provider = provider ? new IdentityProvider(provider, options.log) : null;
  }

  /** Who sends an HTTP request. See {@link callerOf}. */
  ofRequest(request: IncomingMessage): Promise<Caller> {
    const known = this.#requests.get(request);
    if (known) return known;
    const caller = this.callerOf(request.headers.authorization, request);
    this.#requests.set(request, caller);
    return caller;
  }

  /** Who sends an operation over a WebSocket that was opened with these parameters. See {@link callerOf}. */
  async ofSocket(
    params: Readonly<Record<string, unknown>> | undefined,
    request: IncomingMessage,
  ): Promise<Caller> {
    const caller = await this.callerOf(authorizationIn(params), request);
    const under = caller === NOBODY_CALLS ? misplacedToken(params) : undefined;
    if (under !== undefined) throw new ServiceError('TOKEN_INVALID', { what: 'token', under });
    return caller;
  }

  /**
   * Whom an `Authorization` value names; where there is none, the cookie of the request; nobody where there is neither. Throws a
   * ServiceError: TOKEN_INVALID for everything that is not good any more, or never was; ORIGIN_NOT_ALLOWED where a page of
   * somebody else's sends the cookie; PROVIDER_UNAVAILABLE.
   */
  async callerOf(authorization: string | undefined, request: IncomingMessage): Promise<Caller> {
    if (authorization !== undefined && authorization !== '') return this.#byToken(authorization);
    const secret = sessionIn(request.headers.cookie, this.#options.origins.isHttps);
    return secret === undefined ? NOBODY_CALLS : this.#bySession(secret, request);
  }

  async #byToken(authorization: string): Promise<Caller> {
    const [, token] = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization) ?? [];
    try {
      if (token === undefined) throw new ServiceError('TOKEN_INVALID');
      const isOwn = this.#ownTokens?.remembers(token) || decodeProtectedHeader(token).alg === OWN_ALGORITHM;
      return isOwn ? await this.#byOwnToken(token) : await this.#byProvidedToken(token);
    } catch (error) {
      if (isRefusal(error)) throw error;
      throw new ServiceError('TOKEN_INVALID');
    }
  }

  async #byOwnToken(token: string): Promise<Caller> {
    if (this.#ownTokens === null) throw new ServiceError('TOKEN_INVALID');
    const { userId, isOperator, validUntil } = await this.#ownTokens.read(token);
    return { viewer: { userId, isOperator }, credential: { validUntil, session: null } };
  }

  async #byProvidedToken(token: string): Promise<Caller> {
    if (this.#provider === null) throw new ServiceError('TOKEN_INVALID');
    const provided = await this.#provider.read(token);
    const key = JSON.stringify([provided.issuer, provided.subject]);
    // Whoever was made a person there may not be one here.
    if (this.#isOtherTimeline()) this.#people.clear();
    let userId = this.#people.get(key);
    if (userId === undefined) {
      userId = await this.#lookUp(provided);
      if (this.#people.size >= MOST_REMEMBERED) this.#people.clear();
      this.#people.set(key, userId);
    }
    return {
      viewer: { userId, isOperator: provided.isOperator },
      credential: { validUntil: provided.validUntil, session: null },
    };
  }

  /** Whatever the database says here is not about the token: it must not read as one that is not valid. */
  async #lookUp(provided: Parameters<typeof findIdentity>[1]): Promise<string> {
    try {
      return await findIdentity(this.#options.db(), provided);
    } catch (error) {
      if (isRefusal(error)) throw error;
      this.#options.log.error({ err: error }, 'Cannot look up who somebody is');
      throw new ServiceError('SERVICE_UNAVAILABLE');
    }
  }

  async #bySession(secret: string, request: IncomingMessage): Promise<Caller> {
    const { origins } = this.#options;
    if (!origins.mayUseCookie(request)) throw new ServiceError('ORIGIN_NOT_ALLOWED');
    const session = hashOf(secret);
    const userId = await this.#sessions.find(session);
    if (userId === undefined) throw new ServiceError('TOKEN_INVALID', { what: 'session' });
    return { viewer: { userId, isOperator: false }, credential: { validUntil: null, session } };
  }
}
