import type { ExecutionResult } from 'postgraphile/graphql';
import * as ws from 'ws';
import { MOST_ANSWER_BYTES } from '../http/limits/sizes.ts';

/** What ws exports and its types leave out. */
interface FramingSender {
  frame(data: Buffer, options: Readonly<Record<string, unknown>>): Buffer[];
}
const { Sender } = ws as unknown as { Sender: FramingSender };
/** A whole message of text, as a server sends it. */
const TEXT = { fin: true, rsv1: false, opcode: 1, mask: false, readOnly: true } as const;
/** Ids of subscriptions for which a frame is kept: clients that ask the same mostly name it the same. */
const MOST_IDS = 8;

/** Writes a frame to a WebSocket. Where others wait before it, resolves when it was sent, or there is nobody left to take it; else undefined. */
export type WriteFrame = (frame: Buffer) => Promise<void> | undefined;

interface Shared {
  readonly payload: string;
  readonly frames: Map<string, Buffer>;
}

const shared = new WeakMap<ExecutionResult, Shared>();

/**
 * The WebSocket frame of a message of graphql-ws that tells a result. All who get the same result under the same id get the same bytes,
 * made once: the id is the only thing in which their messages differ.
 */
export function frameOf(result: ExecutionResult, id: string): Buffer {
  const known = shared.get(result) ?? { payload: JSON.stringify(result), frames: new Map() };
  shared.set(result, known);
  const made = known.frames.get(id);
  if (made) return made;
  const frame = framed(known.payload, id);
  if (known.frames.size < MOST_IDS) known.frames.set(id, frame);
  return frame;
}

/** The frame of a message of graphql-ws that tells a result which is JSON already. */
export function framed(payload: string, id: string): Buffer {
  const message = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":${payload}}`);
  return Buffer.concat(Sender.frame(message, TEXT));
}

/** Sends a result to a subscriber; null where it is too large for that, and has to be refused. A promise is to be waited for before the next one. */
export type Tell = (result: ExecutionResult) => Promise<void> | undefined | null;

/** Tells results under an id, in frames that are shared. */
export function toldOver(writeFrame: WriteFrame, id: string): Tell {
  return (result) => {
    const frame = frameOf(result, id);
    return frame.length > MOST_ANSWER_BYTES ? null : writeFrame(frame);
  };
}
