import { timingSafeEqual } from 'node:crypto';
import { ServiceError } from '../../service_errors.ts';
import { hashOf, newSecret } from './cookies.ts';

/** The page that a sign-in link leads to. */
const SIGN_IN_PATH = '/sign-in';

/**
 * Links that sign a person in once, for whoever started the service. They are kept in the memory of this process: a link is gone
 * when it was used, or when the process ends.
 */
export class SignInLinks {
  readonly #open: { readonly hash: Buffer; readonly userId: string }[] = [];

  /** A new link for a person. The secret stands behind the `#`, the part of an address that browsers send nowhere. */
  issue(userId: string, url: string): string {
    const secret = newSecret();
    this.#open.push({ hash: hashOf(secret), userId });
    return `${url}${SIGN_IN_PATH}#${secret}`;
  }

  /** Uses a link up: the id of its person. Throws SIGN_IN_LINK_INVALID for every other text. */
  use(secret: string): string {
    const hash = hashOf(secret);
    const index = this.#open.findIndex((link) => timingSafeEqual(link.hash, hash));
    const [link] = index < 0 ? [] : this.#open.splice(index, 1);
    if (!link) throw new ServiceError('SIGN_IN_LINK_INVALID');
    return link.userId;
  }
}
