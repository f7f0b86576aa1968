import { seededRandom } from '../../src/demo/people.ts';

/** Numbers from 0 to 1, the same ones for the same seed. */
export type Random = () => number;

/** Chance that begins at a seed: everything random of a run comes from there. */
export const randomFrom: (seed: number) => Random = seededRandom;

/** A new seed, for chance of somebody's own: what others draw meanwhile does not matter to it. */
export function seedFrom(random: Random): number {
  return Math.floor(random() * 2 ** 31);
}

/** A number between two. */
export function between(random: Random, least: number, most: number): number {
  return least + random() * (most - least);
}

/** One of a list; undefined where it is empty. */
export function oneOf<T>(random: Random, list: readonly T[]): T | undefined {
  return list[Math.floor(random() * list.length)];
}

/** The list in another order. */
export function shuffled<T>(random: Random, list: readonly T[]): T[] {
  return list
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
