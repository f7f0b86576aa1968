/** The embedded server cannot be used. The message says what is in the way and what to do. */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';
}
