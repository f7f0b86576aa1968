import { describe, expect, it } from 'vitest';
import { tellFew } from '../../../src/api/limits/few_errors.ts';

describe('the errors of an answer', () => {
  const errors = Array.from({ length: 640 }, (_, row) => row);

  it('are the first hundred, however many of its rows failed', () => {
    const result = { errors };
    tellFew(result, false);
    expect(result.errors).toEqual(errors.slice(0, 100));
  });

  it('are all where they are few, and one where nobody waits for it any more', () => {
    const result = { errors: [1, 2] };
    tellFew(result, false);
    expect(result.errors).toEqual([1, 2]);
    tellFew(result, true);
    expect(result.errors).toEqual([1]);
    const good: { errors?: number[] } = {};
    tellFew(good, true);
    expect(good).toEqual({});
  });
});
