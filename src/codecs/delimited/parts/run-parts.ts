import type { ColumnHint } from '../../../engine/sketches/state';
import type { ByteSource } from '../../bytes';
import type { Tick } from '../../codec';
import type { PartReader, PartRunner } from '../../parts/part-runner';
import { readPart, type PartResult, type PartTask } from './read-part';

/** Parts of delimited text. */
export const delimitedParts: PartReader<PartTask, PartResult> = {
  id: 'delimited',
  bytes: ({ start, end }) => end - start,
  read: readPart,
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
  const guessed = runner.run(delimitedParts, source, tasks, hints, tick);
  const results: PartResult[] = [];
  let firstLine = 0;
  tasks.forEach((task, index) => {
    const start = results.at(-1)?.stoppedAt ?? task.start;
    const read = guessed[index];
    guessed[index] = undefined;
    const result =
      read && start === task.start
        ? read
        : readPart(source, { ...task, start, firstLine }, hints, () => {
            tick(start, source.size);
          });
    firstLine += result.ledger.lines;
    results.push(result);
  });
  return results;
}
