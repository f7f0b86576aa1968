import { parentPort } from 'node:worker_threads';
import { type ReadTask, readTask } from './read_task.ts';

// Reads texts of other people, apart from the thread on which picks wait (see text_reader.ts). One task at a time.
parentPort?.on('message', (task: ReadTask) => parentPort?.postMessage(readTask(task)));
