/** The worker: a queue in front of the engine, and nothing else. */
import { Engine } from './engine.ts';
import { transferables } from './transfer.ts';
import type { Request } from './protocol.ts';
import { RequestQueue } from './queue.ts';

const queue = new RequestQueue(new Engine(), (answer) => postMessage(answer, { transfer: [...transferables(answer)] }));

addEventListener('message', (event: MessageEvent<Request>) => queue.receive(event.data));
