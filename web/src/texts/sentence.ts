/** A sentence whose last word may be a name, which may end with a full stop of its own. */
export function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
