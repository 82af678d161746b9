import type { ColumnHint } from '../../engine/sketches/state';
import { EngineError } from '../../engine/problems';
import type { ByteSource } from '../bytes';
import type { Tick } from '../codec';

/** How parts of files of one format are read. Tasks and results are data that threads can hand over. */
export interface PartReader<Task, Result> {
  /** By which a thread finds it: see `part-readers`. */
  readonly id: 'delimited' | 'delimited-texts' | 'json' | 'parquet';
  /** Bytes of a part. */
  bytes(task: Task): number;
  /** Reads one part; `tick` gets bytes of it. @throws EngineError unreadable, source-changed, too-large; Cancelled */
  read(source: ByteSource, task: Task, hints: () => readonly ColumnHint[], tick: Tick): Result;
}

/** Reads parts of one file, at the same time where it can. */
export interface PartRunner {
  /**
   * The results in order of the tasks; undefined for a part but the first that could not be read: whoever asked reads it
   * again and says why. `tick` gets bytes of all parts. @throws EngineError of the first part; Cancelled
   */
  run<Task, Result>(
    reader: PartReader<Task, Result>,
    source: ByteSource,
    tasks: readonly Task[],
    hints: () => readonly ColumnHint[],
    tick: Tick,
  ): (Result | undefined)[];
}

/** Reads one part after the other, here. */
export const HERE: PartRunner = {
  run(reader, source, tasks, hints, tick) {
    const total = tasks.reduce((sum, task) => sum + reader.bytes(task), 0);
    let before = 0;
    return tasks.map((task, index) => {
      try {
        return reader.read(source, task, hints, (done) => {
          tick(Math.min(total, before + done), total);
        });
      } catch (error) {
        if (index === 0 || !(error instanceof EngineError)) throw error;
        return undefined;
      } finally {
        before += reader.bytes(task);
      }
    });
  },
};
