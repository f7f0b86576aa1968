import { describe, expect, it } from 'vitest';
import { endpointAddress } from '../../src/publishers/address.ts';

/** Why a webhook's address is refused; null where it is not. */
function problemOf(address: string, networks: readonly string[] = []): unknown {
  try {
    endpointAddress('WEBHOOK', address, networks);
    return null;
  } catch (error) {
    return (error as { numbers?: { problem?: string } }).numbers?.problem;
  }
}

describe('the address of a webhook', () => {
  it.each([
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://0x7f.1/',
    'https://localhost/x',
    'https://LOCALHOST./x',
    'https://hook.localhost:8443/x',
  ])('of this machine is refused at once, as it could never be sent to: %s', (address) => {
    expect(problemOf(address)).toBe('it is no public address');
    expect(problemOf(address, ['127.0.0.0/8', '::1/128'])).toBeNull();
  });

  it('by a name that leads somewhere else is taken', () => {
    for (const address of ['https://example.com/', 'https://localhost.example.com/', 'https://mylocalhost/'])
      expect(problemOf(address)).toBeNull();
  });
});
