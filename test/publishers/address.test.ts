import { describe, expect, it } from 'vitest';
import { endpointAddress } from '../../src/publishers/address.ts';

/** Why the address of an endpoint is refused; null where it is not. */
function problemOf(
  address: string,
  networks: readonly string[] = [],
  kind: 'WEBHOOK' | 'DISCORD' = 'WEBHOOK',
): unknown {
  try {
    endpointAddress(kind, address, networks);
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

describe('the address of a channel of Discord', () => {
  const of = (path: string) => problemOf(`https://discord.com${path}`, [], 'DISCORD');

  it('has the id and the secret of a webhook', () => {
    for (const path of [
      '/api/webhooks/12/a-B_c',
      '/api/v10/webhooks/12/abc',
      '/api/webhooks/12/abc?thread_id=3',
    ])
      expect(of(path)).toBeNull();
  });

  it.each(['/api/webhooks/12', '/api/webhooks/', '/channels/12/34', '/api/webhooks/12/abc/slack'])(
    'is refused at once where nothing could be written to it: %s',
    (path) => expect(of(path)).toBe('it is no Discord webhook'),
  );
});
