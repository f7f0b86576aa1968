import {
  type CryptoKey,
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type FlattenedJWSInput,
  type JWSHeaderParameters,
  type JWTPayload,
  jwtVerify,
} from 'jose';
import type { ProviderConfig } from '../../config/access.ts';
import { LONGEST_NAME, readName, withoutInvisible } from '../../draft/names.ts';
import { inNormalForm, mostUnits } from '../../draft/normal_form.ts';
import { ServiceError } from '../../service_errors.ts';
import { degraded } from '../../telemetry/degraded.ts';
import type { Log } from '../../telemetry/log.ts';
import { endOf } from './valid_until.ts';

/** Signatures of key pairs only: with a shared secret, whoever can read the public keys could sign. */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA'],
];
/** A provider that is slower than this is as good as down. */
const KEYS_WITHIN_MS = 2_000;
/** A provider that is down is left alone for so long; meanwhile nobody waits for it. */
const LEFT_ALONE_MS = 2_000;
/** Keys that nobody has are looked for at most this often, however many tokens name them. */
const NEW_KEYS_EVERY_MS = 10_000;
/** A key that the provider took back is believed no longer than this, while the provider answers. */
const KEYS_FRESH_MS = 300_000;
/** How far the clocks of the provider and of this process may be apart, in seconds. */
const CLOCKS_APART = 5;
/** While it is down it is asked again this often, so that nobody has to sign in to find out that it is back. */
const ASK_AGAIN_MS = 5_000;
const LONGEST_SUBJECT = 255;
const NAMELESS = 'Somebody';

/** Whom a token of an identity provider names. */
export interface ProvidedToken {
  readonly issuer: string;
  /** Who, within the issuer. */
  readonly subject: string;
  readonly name: string;
  readonly isOperator: boolean;
  readonly validUntil: Date;
}

/**
 * A company's own identity provider: its tokens are checked with the public keys it publishes. New keys are taken without a
 * restart. While it does not answer, or answers nonsense, the keys it had last go on, so that nobody falls out of a draft.
 */
export class IdentityProvider {
  readonly #config: ProviderConfig;
  readonly #log: Log;
  readonly #keys: ReturnType<typeof createRemoteJWKSet>;
  #leftAloneUntil = 0;
  #asking: NodeJS.Timeout | null = null;

  constructor(config: ProviderConfig, log: Log) {
    this.#config = config;
    this.#log = log;
    this.#keys = createRemoteJWKSet(new URL(config.jwksUrl), {
      timeoutDuration: KEYS_WITHIN_MS,
      cooldownDuration: NEW_KEYS_EVERY_MS,
      cacheMaxAge: KEYS_FRESH_MS,
    });
    degraded.when('identity_provider', () => this.#asking !== null);
  }

  /**
   * Reads a token. Throws a ServiceError (PROVIDER_UNAVAILABLE) where its key is not known and the provider does not answer, and
   * whatever is wrong with the token.
   */
  async read(token: string): Promise<ProvidedToken> {
    const { issuer, audience, operatorClaim } = this.#config;
    const { payload } = await jwtVerify(token, (header, input) => this.#keyFor(header, input), {
      algorithms: ALGORITHMS,
      issuer,
      audience,
      requiredClaims: ['sub', 'exp'],
      clockTolerance: CLOCKS_APART,
    });
    const subject = subjectIn(payload);
    const [claim, value] = operatorClaim;
    return {
      issuer,
      subject,
      name: nameIn(payload),
      isOperator: [payload[claim]].flat().includes(value),
      validUntil: endOf(payload.exp ?? 0),
    };
  }

  async #keyFor(header: JWSHeaderParameters, input: FlattenedJWSInput): Promise<CryptoKey> {
    if (performance.now() < this.#leftAloneUntil) return this.#lastKeyFor(header, input);
    try {
      return await this.#keys(header, input);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
        throw error;
      }
      this.#leftAloneUntil = performance.now() + LEFT_ALONE_MS;
      this.#asking ??= this.#askAgain();
      this.#log.warn({ err: error }, 'The identity provider does not tell its keys; those it had go on');
      return this.#lastKeyFor(header, input);
    }
  }

  #askAgain(): NodeJS.Timeout {
    return setTimeout(async () => {
      const isBack = await this.#keys.reload().then(
        () => true,
        () => false,
      );
      this.#asking = isBack ? null : this.#askAgain();
    }, ASK_AGAIN_MS).unref();
  }

  async #lastKeyFor(header: JWSHeaderParameters, input: FlattenedJWSInput): Promise<CryptoKey> {
    const last = this.#keys.jwks();
    try {
      if (last) return await createLocalJWKSet(last)(header, input);
    } catch {
      // It may be a new key, which only the provider knows.
    }
    throw new ServiceError('PROVIDER_UNAVAILABLE');
  }
}

/** Who, within the issuer: a text that the database takes as it is. Throws a ServiceError (TOKEN_INVALID) for all others. */
function subjectIn({ sub }: JWTPayload): string {
  const isUsable =
    typeof sub === 'string' &&
    sub.isWellFormed() &&
    !sub.includes('\0') &&
    sub !== '' &&
    [...sub].length <= LONGEST_SUBJECT;
  if (!isUsable) throw new ServiceError('TOKEN_INVALID');
  return sub;
}

/** A name that others can read. What may not be in one is left out: people cannot change what their provider says of them. */
function nameIn(payload: JWTPayload): string {
  const claimed = [payload['name'], payload['preferred_username']].find((name) => typeof name === 'string');
  const beginning = String(claimed ?? '')
    .slice(0, mostUnits(LONGEST_NAME))
    .toWellFormed();
  const visible = withoutInvisible(beginning).replace(/[\p{Cc}\u2028\u2029]/gu, '');
  const reading = readName([...inNormalForm(visible, 'NFC')].slice(0, LONGEST_NAME).join(''));
  return 'name' in reading ? reading.name : NAMELESS;
}
