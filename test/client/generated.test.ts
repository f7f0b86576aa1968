import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { clientFrom } from '../../tools/write_client.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

it('the types of the client are those of schema.graphql; otherwise run "npm run schema"', async () => {
  const fresh = await clientFrom(read('schema.graphql'), read('client/operations.graphql'));
  expect(fresh).toBe(read('client/operations.generated.ts'));
});

it('an operation that the schema does not know is refused when the types are written', async () => {
  await expect(clientFrom(read('schema.graphql'), 'query Wrong { nobody }')).rejects.toThrow(/nobody/);
});
