import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';

/** Something that ends once: a socket, or the answer to a request. */
export interface Stay {
  once(event: 'close', hear: () => void): unknown;
}

/**
 * The answering of a request, from now until its answer is sent or its connection is gone. (A response that waits behind another
 * one on its connection does not tell by itself that the connection closed.)
 */
export function stayOf(response: ServerResponse): Stay {
  const stay = new EventEmitter();
  const { socket } = response.req;
  const end = () => {
    response.off('close', end);
    socket.off('close', end);
    stay.emit('close');
  };
  response.once('close', end);
  socket.once('close', end);
  return stay;
}
