import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import {
  MessageChannel,
  receiveMessageOnPort,
  type MessagePort,
  type Worker,
} from 'node:worker_threads';
import type { ByteSource } from '../../codecs/bytes';
import type { Tick } from '../../codecs/codec';
import { HERE, type PartReader, type PartRunner } from '../../codecs/parts/part-runner';
import { spoken, type Bundle } from '../../engine/language';
import type { ColumnHint } from '../../engine/sketches/state';
import { IdleThreads } from '../threads/idle-threads';

/** What a thread that reads parts is started with. */
export interface PartThreadStart {
  /** Texts in the language of the editor; absent: English. */
  readonly texts?: Bundle;
}

/** One part that a thread is to read. */
export interface PartStart {
  /** A file descriptor: threads of a process share them. */
  readonly descriptor: number;
  readonly name: string;
  readonly size: number;
  /** Of the reader. */
  readonly reader: PartReader<unknown, unknown>['id'];
  /** As the reader takes it. */
  readonly task: unknown;
  readonly hints: readonly ColumnHint[];
  /** Words of `PartState`. */
  readonly state: SharedArrayBuffer;
  /** Where the result goes, before `done` is set. */
  readonly port: MessagePort;
}

/** What a thread says while it works; words of shared memory, since whoever waits reads no messages. */
export const PartState = {
  /** 1: stop. */
  cancel: 0,
  /** 1: the result was sent, or there is none. */
  done: 1,
  /** Kilobytes of the part that were read. */
  progress: 2,
} as const;

/** More threads than this gain little, and each holds tables of its own. */
const MOST_READERS = 4;

/** Threads that read a file at the same time, on this machine. */
export const readers = (): number => Math.min(MOST_READERS, availableParallelism());

/** Milliseconds between two looks at the other threads, each of which may find that the user cancelled. */
const LOOK_EVERY_MS = 20;
/** A thread that says nothing for so long is given up; its part is read here. */
const SILENCE_MS = 60_000;

/** A thread that read a longer part holds much memory and is let go. */
const LONGEST_KEPT = 1 << 27;

interface Thread {
  readonly state: Int32Array;
  readonly port: MessagePort;
  readonly worker: Worker;
}

/** Reads the first part here and each other in a thread of its own, which runs the bundle `script`. */
export function partThreads(script: string): PartRunner {
  const idle = new IdleThreads(script, (): PartThreadStart => {
    const texts = spoken();
    return { ...(texts && { texts }) };
  });
  return {
    run<Task, Result>(
      reader: PartReader<Task, Result>,
      source: ByteSource,
      tasks: readonly Task[],
      hints: () => readonly ColumnHint[],
      tick: Tick,
    ) {
      const { descriptor } = source;
      const alone = tasks.length < 2 || descriptor === undefined || !existsSync(script);
      if (alone) return HERE.run(reader, source, tasks, hints, tick);
      const threads = tasks
        .slice(1)
        .map((task) =>
          startThread(idle, source, descriptor, { reader: reader.id, task, hints: hints() }),
        );
      const read = new Set<Thread>();
      const total = tasks.reduce((sum, task) => sum + reader.bytes(task), 0);
      const others = () =>
        threads.reduce((sum, { state }) => sum + Atomics.load(state, PartState.progress) * 1024, 0);
      try {
        const first = reader.read(source, tasks[0]!, hints, (done) => {
          tick(Math.min(total, done + others()), total);
        });
        const here = reader.bytes(tasks[0]!);
        return [
          first,
          ...threads.map((thread) => {
            const result = resultOf<Result>(thread, () => {
              tick(Math.min(total, here + others()), total);
            });
            if (result !== undefined) read.add(thread);
            return result;
          }),
        ];
      } finally {
        threads.forEach((thread, at) => {
          const short = reader.bytes(tasks[at + 1]!) <= LONGEST_KEPT;
          stop(thread, read.has(thread) && short ? idle : undefined);
        });
      }
    },
  };
}

function startThread(
  idle: IdleThreads,
  { name, size }: ByteSource,
  descriptor: number,
  work: Pick<PartStart, 'reader' | 'task' | 'hints'>,
): Thread {
  const { port1, port2 } = new MessageChannel();
  const state = new SharedArrayBuffer(Object.keys(PartState).length * 4);
  const start: PartStart = { descriptor, name, size, ...work, state, port: port2 };
  const worker = idle.take();
  worker.postMessage(start, [port2]);
  return { state: new Int32Array(state), port: port1, worker };
}

/** Waits for a thread; undefined when it could not read its part. @throws Cancelled (from tick) */
function resultOf<Result>({ state, port }: Thread, tick: () => void): Result | undefined {
  let silent = 0;
  let before = -1;
  while (Atomics.load(state, PartState.done) === 0 && silent < SILENCE_MS) {
    tick();
    Atomics.wait(state, PartState.done, 0, LOOK_EVERY_MS);
    const now = Atomics.load(state, PartState.progress);
    silent = now === before ? silent + LOOK_EVERY_MS : 0;
    before = now;
  }
  return (receiveMessageOnPort(port) as { message: Result } | undefined)?.message;
}

/** Lets go of a thread, or gives it to those that wait. */
function stop({ state, port, worker }: Thread, idle: IdleThreads | undefined): void {
  Atomics.store(state, PartState.cancel, 1);
  port.close();
  if (idle) idle.keep(worker);
  else void worker.terminate();
}
