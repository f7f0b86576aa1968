/** Stands for a normal number of nobody: further away than any two words of 32 bits lead. */
export const FARTHEST_NORMAL = 6.67;

const WORDS = 2 ** 32;

/**
 * 32 bits of chance out of a seed and whole numbers: MurmurHash3 (x86, 32 bits) of them. The same numbers give the same bits, on every
 * machine; numbers that are alike give bits that are not.
 */
function bitsOf(seed: number, ...numbers: readonly number[]): number {
  let hash = seed | 0;
  for (const number of numbers) {
    let word = Math.imul(number, 0xcc9e2d51);
    word = (word << 15) | (word >>> 17);
    hash ^= Math.imul(word, 0x1b873593);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  hash ^= numbers.length * 4;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A seed out of a text, such as the id of a draft: FNV-1a of its code units. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** A number of the standard normal distribution (Box–Muller), the same for the same arguments; its size is below FARTHEST_NORMAL. */
export function normalOf(seed: number, one: number, other: number): number {
  const radius = (bitsOf(seed, one, other, 1) + 1) / WORDS;
  const angle = bitsOf(seed, one, other, 2) / WORDS;
  return Math.sqrt(-2 * Math.log(radius)) * Math.cos(2 * Math.PI * angle);
}
