import { isRefusal } from '../service_errors.ts';

/** A change failed so that nobody knows whether it was made, as where the connection was lost before the database answered. The cause says how. */
export class Undecided extends Error {
  override readonly name = 'Undecided';

  constructor(cause: unknown) {
    super('It is not known whether a change was made', { cause });
  }
}

/** Runs a change. A refusal says that nothing was done; all that it throws besides is {@link Undecided}. */
export async function decided<T>(change: () => Promise<T>): Promise<T> {
  try {
    return await change();
  } catch (error) {
    throw isRefusal(error) ? error : new Undecided(error);
  }
}
