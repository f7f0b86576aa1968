import { z } from 'zod';
import type { Actor } from '../database/actor.ts';
import type { Queryable } from '../database/queryable.ts';
import type { Announces } from '../events/announcer.ts';
import { readAs } from '../shapes.ts';

/** What a listener works with. */
export interface ListenerTools {
  readonly db: Queryable;
  readonly announcer: Announces;
  /** With whose rights: those of who added the source. */
  readonly actor: Actor;
}

/** A team or a draft. */
interface About {
  readonly teamId?: string;
  readonly draftId?: string;
}

/** Handles one kind of message that other systems send. */
export interface Listener {
  /** The name of the kind, such as draft.pause_requested. */
  readonly kind: string;
  /** The version of the shape of its data. */
  readonly version: number;
  /**
   * The team or the draft that the data is about: it must be in the league that the message names. Null: about no league, such as a
   * player of a pool.
   */
  about(data: unknown): About | null;
  /**
   * Does what is asked for. Throws a Misfit for data of another shape, and a DraftError for what is refused. The same message may come
   * twice: it must change nothing the second time.
   */
  handle(tools: ListenerTools, data: unknown): Promise<void>;
}

/** Defines a listener: a shape of its data, and what it does with data of that shape. */
export function listener<Data extends About | { readonly poolId: string }>({
  kind,
  version,
  data,
  handle,
}: {
  readonly kind: string;
  readonly version: number;
  readonly data: z.ZodType<Data>;
  readonly handle: (tools: ListenerTools, data: Data) => Promise<void>;
}): Listener {
  const readData = (raw: unknown) => readAs(z.object({ data }), { data: raw }).data;
  return {
    kind,
    version,
    about: (raw) => {
      const read = readData(raw);
      return 'poolId' in read ? null : read;
    },
    handle: (tools, raw) => handle(tools, readData(raw)),
  };
}
