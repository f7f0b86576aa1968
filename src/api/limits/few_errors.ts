/** Errors of one answer: where each row of a page failed, they all failed for the same reason. */
const MOST_ERRORS = 100;

/**
 * Leaves the first hundred errors of an answer, and one where nobody hears them. Each costs more than a value: masking it, and finding its
 * place in the text.
 */
export function tellFew<T>(result: { errors?: readonly T[] }, isUnheard: boolean): void {
  const most = isUnheard ? 1 : MOST_ERRORS;
  if (result.errors && result.errors.length > most) result.errors = result.errors.slice(0, most);
}
