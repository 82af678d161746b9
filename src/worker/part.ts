import './language';
import { readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import type { ByteSource } from '../codecs/bytes';
import { PART_READERS } from '../codecs/parts/part-readers';
import { Cancelled } from '../engine/problems';
import { PartState, type PartStart } from '../files/reading/part-threads';
import { buffersIn } from './buffers-in';

// The entry of a thread that reads parts of files, one after the other, and sends what each held.
parentPort?.on('message', readPart);

function readPart({ descriptor, name, size, reader, task, hints, state, port }: PartStart): void {
  const words = new Int32Array(state);
  const source: ByteSource = {
    name,
    size,
    read: (position, into) => readSync(descriptor, into, 0, into.length, position),
  };
  try {
    const result = PART_READERS[reader]!.read(
      source,
      task as never,
      () => hints,
      (done) => {
        if (Atomics.load(words, PartState.cancel) === 1) throw new Cancelled();
        Atomics.store(words, PartState.progress, done / 1024);
      },
    );
    port.postMessage(result, buffersIn(result));
  } finally {
    // Without a result the part is read by whoever waits for it, who then says what is wrong.
    Atomics.store(words, PartState.done, 1);
    Atomics.notify(words, PartState.done);
    port.close();
  }
}
