import { beginWork } from '../../../engine/near-text/text-works';
import { lowerBound } from '../../../engine/statistics/lower-bound';
import type { RowSpans } from '../../../engine/table/table';
import type { TextWork } from '../../../engine/table/text-work';
import type { Limits, Tick } from '../../codec';
import { charsetFor } from '../../encodings/charset';
import type { PartReader, PartRunner } from '../../parts/part-runner';
import { sourceUpTo } from '../../parts/source-part';
import { delimitedPass } from './cell-pass';
import { eachText } from './each-text';
import type { DelimitedLayout } from './second-reading';

/** Work takes a multiple of the time of reading: smaller parts are not worth a thread that is to be started. */
const SMALLEST_PART = 8 << 20;

/** Who works on parts of a text, and how many there may be. */
export interface TextParts extends Pick<Limits, 'workers' | 'smallestPart'> {
  readonly runner: PartRunner;
}

/** Rows of a file that was read before, and what is done with their texts. */
interface TextsTask {
  readonly layout: Omit<DelimitedLayout, 'source'>;
  /** Where the rows end. */
  readonly end: number;
  readonly firstRow: number;
  readonly column: number;
  /** Of the bytes in the table. */
  readonly charset: string;
  readonly work: TextWork;
}

/** Parts of delimited text, for work on the texts of a column. */
export const delimitedTexts: PartReader<TextsTask, true> = {
  id: 'delimited-texts',
  bytes: ({ layout, end }) => end - layout.start,
  read(source, { layout, end, firstRow, column, charset, work }, _hints, tick) {
    const take = beginWork(work);
    const pass = delimitedPass({ ...layout, source: sourceUpTo(source, end) });
    eachText(
      pass,
      charsetFor(charset),
      column,
      (row, bytes, from, to) => {
        take(firstRow + row, bytes, from, to);
      },
      (at) => {
        tick(at - layout.start, end - layout.start);
      },
    );
    return true;
  },
};

/**
 * Has work done on the texts of a column, in as many parts of about one size as may be read at the same time.
 * @throws EngineError unreadable, source-changed, too-large; Cancelled
 */
export function workOnTexts(
  facts: DelimitedLayout & { readonly spans: RowSpans },
  { runner, workers = 1, smallestPart = SMALLEST_PART }: TextParts,
  column: number,
  charset: string,
  work: TextWork,
  tick: Tick,
): void {
  const { source, spans, start, encoding, marks, header, rows } = facts;
  const bytes = source.size - start;
  const parts = Math.max(1, Math.min(workers, Math.floor(bytes / smallestPart)));
  const tasks: TextsTask[] = [];
  for (let part = 0, firstRow = 0; part < parts; part++) {
    const until = start + Math.floor((bytes * (part + 1)) / parts);
    const endRow = part === parts - 1 ? rows : lowerBound(rows, (row) => spans.start(row) < until);
    if (endRow === firstRow) continue;
    const from = firstRow === 0 ? start : spans.start(firstRow);
    const layout = { start: from, encoding, marks, header: header && firstRow === 0 };
    tasks.push({
      layout: { ...layout, rows: endRow - firstRow },
      end: endRow === rows ? source.size : spans.start(endRow),
      firstRow,
      ...{ column, charset, work },
    });
    firstRow = endRow;
  }
  const done = runner.run(delimitedTexts, source, tasks, () => [], tick);
  tasks.forEach((task, part) => {
    if (done[part]) return;
    // It says why it could not be done.
    delimitedTexts.read(
      source,
      task,
      () => [],
      (at) => {
        tick(at, bytes);
      },
    );
  });
}
