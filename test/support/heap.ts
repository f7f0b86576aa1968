import WebSocket from 'ws';
import type { Program } from '../../src/processes/program.ts';

/** What a process started with `--inspect=0` has in its heap, in bytes, after all garbage was collected. */
export async function heapOf(program: Program): Promise<number> {
  await program.untilSaid(/Debugger listening on ws:\/\/\S+/);
  const [, url = ''] = /Debugger listening on (ws:\/\/\S+)/.exec(program.said()) ?? [];
  const socket = new WebSocket(url);
  const ask = (id: number, method: string) =>
    new Promise<Record<string, unknown>>((resolve) => {
      socket.on('message', (text: Buffer) => {
        const answer = JSON.parse(text.toString());
        if (answer.id === id) resolve(answer.result);
      });
      socket.send(JSON.stringify({ id, method }));
    });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  await ask(1, 'HeapProfiler.collectGarbage');
  const { usedSize } = await ask(2, 'Runtime.getHeapUsage');
  socket.close();
  return Number(usedSize);
}
