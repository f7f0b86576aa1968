const ENDED = /[.!?…]$/;

/** A sentence whose last word may be a name: it gets no second full stop where the name ends with one, as "Marvin Harrison Jr." does. */
export function sentence(text: string): string {
  return ENDED.test(text) ? text : `${text}.`;
}
