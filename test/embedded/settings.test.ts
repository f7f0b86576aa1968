import { describe, expect, it } from 'vitest';
import { memoryHere, serverSettings } from '../../src/embedded/settings.ts';

const GIB = 1024 ** 3;

describe('the settings of the embedded server', () => {
  it.each([
    [0.5, '128MB', '256MB'],
    [2, '256MB', '1024MB'],
    [8, '1024MB', '4096MB'],
    [64, '2048MB', '32768MB'],
  ])('follow from the memory: %d GiB', (gib, buffers, cache) => {
    expect(serverSettings(gib * GIB)).toMatchObject({ shared_buffers: buffers, effective_cache_size: cache });
  });

  it('keep the durability that PostgreSQL ships', () => {
    const names = Object.keys(serverSettings(GIB));
    for (const name of ['fsync', 'synchronous_commit', 'full_page_writes', 'commit_delay']) {
      expect(names).not.toContain(name);
    }
  });

  it('are worked out from the memory that is there', () => {
    expect(memoryHere()).toBeGreaterThan(64 * 1024 ** 2);
    expect(Number.isFinite(memoryHere())).toBe(true);
  });
});
