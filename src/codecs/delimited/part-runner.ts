import type { ColumnHint } from '../../engine/sketches/state';
import { EngineError } from '../../engine/problems';
import type { ByteSource } from '../bytes';
import type { Tick } from '../codec';
import { readPart, type PartResult, type PartTask } from './read-part';

/** Reads parts of one file, at the same time where it can. */
export interface PartRunner {
  /**
   * The results in order of the tasks; undefined for a part but the first that could not be read, because it did not
   * begin at a row. `tick` gets bytes of all parts. @throws EngineError of the first part; Cancelled
   */
  run(
    source: ByteSource,
    tasks: readonly PartTask[],
    hints: () => readonly ColumnHint[],
    tick: Tick,
  ): (PartResult | undefined)[];
}

/** Reads one part after the other, here. */
export const HERE: PartRunner = {
  run(source, tasks, hints, tick) {
    const total = tasks.reduce((sum, { start, end }) => sum + end - start, 0);
    let before = 0;
    return tasks.map((task, index) => {
      try {
        return readPart(source, task, hints, (done) => {
          tick(before + done, total);
        });
      } catch (error) {
        if (index === 0 || !(error instanceof EngineError)) throw error;
        return undefined;
      } finally {
        before += task.end - task.start;
      }
    });
  },
};

/**
 * Reads parts and makes sure that each begins where the one before ended: a part that was split within a quoted cell is
 * read again from the right place. @throws EngineError unreadable, too-large; Cancelled
 */
export function runParts(
  runner: PartRunner,
  source: ByteSource,
  tasks: readonly PartTask[],
  hints: () => readonly ColumnHint[],
  tick: Tick,
): PartResult[] {
  const guessed = runner.run(source, tasks, hints, tick);
  const results: PartResult[] = [];
  tasks.forEach((task, index) => {
    const start = results.at(-1)?.stoppedAt ?? task.start;
    const result = guessed[index];
    guessed[index] = undefined;
    results.push(
      result && start === task.start
        ? result
        : readPart(source, { ...task, start }, hints, () => {
            tick(start, source.size);
          }),
    );
  });
  return results;
}
