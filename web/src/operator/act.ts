import type { DraftClient } from '../../../client/draft_client.ts';

/** What the parts of the page do: an operation of the operator, after which the page is read again. */
export type Act = (work: (client: DraftClient) => Promise<unknown>) => Promise<void>;
