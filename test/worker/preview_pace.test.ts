import { describe, expect, it } from 'vitest';
import { PreviewPace } from '../../src/worker/preview_pace.ts';

describe('the pace of previews', () => {
  it('is at most twenty picks in twenty milliseconds, however many want to pick', () => {
    const pace = new PreviewPace();
    expect([pace.take(15, 0), pace.take(15, 5), pace.take(15, 19.9)]).toEqual([15, 5, 0]);
    expect([pace.take(30, 20), pace.take(1, 39)]).toEqual([20, 0]);
  });

  it('holds up no preview that is alone, however fast it is', () => {
    const pace = new PreviewPace();
    const taken = Array.from({ length: 180 }, (_, ms) => pace.take(1, ms * 2));
    expect(taken).toEqual(Array(180).fill(1));
  });
});
