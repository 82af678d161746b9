import { existsSync, fstatSync } from 'node:fs';
import {
  MessageChannel,
  receiveMessageOnPort,
  Worker,
  type MessagePort,
} from 'node:worker_threads';
import { sourceChanged, type ByteSource } from '../../codecs/bytes';
import { sha256OfSource } from './hash';

/** What a thread that hashes a file is started with. */
export interface HashStart {
  /** A file descriptor: threads of a process share them. */
  readonly descriptor: number;
  readonly name: string;
  readonly size: number;
  /** Time of the last change of what was read, in milliseconds. */
  readonly mtimeMs: number;
  /** Words of `HashState`. */
  readonly state: SharedArrayBuffer;
  /** Where the hash goes, before `done` is set; '' when the file changed meanwhile. */
  readonly port: MessagePort;
}

/** Words of shared memory, since whoever waits reads no messages. */
export const HashState = {
  /** 1: stop. */
  cancel: 0,
  /** 1: the hash was sent, or there is none. */
  done: 1,
  /** Kilobytes that were hashed. */
  progress: 2,
} as const;

/** A hash that is made while other work goes on. */
export interface Hashing {
  /** SHA-256, 64 hexadecimal digits; waits for it. @throws EngineError unreadable, source-changed; Cancelled (from tick) */
  value(tick: (done: number, total: number) => void): string;
  /** Lets go of the file. */
  stop(): void;
}

/** A smaller file is hashed sooner than a thread starts. */
const WORTH_A_THREAD = 16 << 20;
const LOOK_EVERY_MS = 20;
/** A thread that says nothing for so long is given up; the file is hashed here. */
const SILENCE_MS = 60_000;

/**
 * Hashes all bytes of a source that was just read: here and now, or in a thread that runs the bundle `script` where there
 * is one and it pays. @throws EngineError unreadable; Cancelled (from tick)
 */
export function startHashing(
  source: ByteSource,
  script: string | undefined,
  tick: (done: number, total: number) => void,
): Hashing {
  const { descriptor, size } = source;
  const small = size < WORTH_A_THREAD || descriptor === undefined;
  if (small || script === undefined || !existsSync(script)) {
    // A hash made later could be that of bytes that were not read.
    const known = sha256OfSource(source, tick);
    return { value: () => known, stop: () => undefined };
  }
  return new HashThread(source, descriptor, script);
}

class HashThread implements Hashing {
  readonly #source: ByteSource;
  readonly #state: Int32Array;
  readonly #port: MessagePort;
  readonly #worker: Worker;
  #known: string | undefined;

  constructor(source: ByteSource, descriptor: number, script: string) {
    const { name, size } = source;
    const { port1, port2 } = new MessageChannel();
    const state = new SharedArrayBuffer(Object.keys(HashState).length * 4);
    const { mtimeMs } = fstatSync(descriptor);
    const start: HashStart = { descriptor, name, size, mtimeMs, state, port: port2 };
    this.#source = source;
    this.#state = new Int32Array(state);
    this.#port = port1;
    this.#worker = new Worker(script, { workerData: start, transferList: [port2] });
    // What goes wrong in the thread shows as a hash that does not come.
    this.#worker.on('error', () => undefined);
    this.#worker.unref();
  }

  value(tick: (done: number, total: number) => void): string {
    if (this.#known !== undefined) return this.#known;
    const { size } = this.#source;
    const state = this.#state;
    let silent = 0;
    let before = -1;
    while (Atomics.load(state, HashState.done) === 0 && silent < SILENCE_MS) {
      const done = Atomics.load(state, HashState.progress);
      tick(Math.min(size, done * 1024), size);
      Atomics.wait(state, HashState.done, 0, LOOK_EVERY_MS);
      silent = done === before ? silent + LOOK_EVERY_MS : 0;
      before = done;
    }
    const sent = receiveMessageOnPort(this.#port) as { message: string } | undefined;
    this.stop();
    if (sent?.message === '') throw sourceChanged(this.#source.name);
    this.#known = sent?.message ?? sha256OfSource(this.#source, tick);
    return this.#known;
  }

  stop(): void {
    Atomics.store(this.#state, HashState.cancel, 1);
    this.#port.close();
    void this.#worker.terminate();
  }
}
