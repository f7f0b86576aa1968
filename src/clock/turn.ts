/**
 * How many processes ring for a key before this one: 0 for its owner. A process that is not among those that share the work comes
 * after all of them.
 */
export function turnOf(key: string, own: string, live: readonly string[]): number {
  const place = live.indexOf(own);
  if (place < 0) return live.length;
  return (place - (hash(key) % live.length) + live.length) % live.length;
}

/** FNV-1a: spreads keys evenly, and alike in every process. */
function hash(key: string): number {
  let mixed = 0x811c9dc5;
  for (let i = 0; i < key.length; i += 1) mixed = Math.imul(mixed ^ key.charCodeAt(i), 0x01000193) >>> 0;
  return mixed;
}
