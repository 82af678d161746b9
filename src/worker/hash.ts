import { fstatSync, readSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { Cancelled } from '../engine/problems';
import { sha256OfSource } from '../files/reading/hash';
import { HashState, type HashStart } from '../files/reading/hash-thread';

// The entry of a thread that hashes a file while others work on it.
const { descriptor, name, size, mtimeMs, state, port } = workerData as HashStart;
const words = new Int32Array(state);

try {
  const source = {
    name,
    size,
    read: (position: number, into: Uint8Array) =>
      readSync(descriptor, into, 0, into.length, position),
  };
  const hash = sha256OfSource(source, (done) => {
    if (Atomics.load(words, HashState.cancel) === 1) throw new Cancelled();
    Atomics.store(words, HashState.progress, done / 1024);
  });
  // A hash of other bytes than were read would hide that they changed.
  port.postMessage(fstatSync(descriptor).mtimeMs === mtimeMs ? hash : '');
} finally {
  // Without a hash, whoever waits makes it and says what is wrong.
  Atomics.store(words, HashState.done, 1);
  Atomics.notify(words, HashState.done);
}
