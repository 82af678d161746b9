import { madeText } from '../engine/plan/plan';
import { cellText } from '../engine/table/table';
import { BufferedSink } from './bytes/buffered-sink';
import type { ByteSink } from './bytes';
import type { Tick, WriteJob } from './codec';
import { formatCell } from './rows/format-cell';
import { eachOutputRow } from './rows/output-rows';

const DELIMITER = ',';

/**
 * Writes a plan of a table that was in no text file as CSV: UTF-8, a line of names, texts as the table has them.
 * @throws EngineError disk-full, unwritable; Cancelled
 */
export function writeAsCsv(job: WriteJob, sink: ByteSink, tick: Tick): void {
  const { plan, result } = job;
  const { table } = result;
  const out = new BufferedSink(sink);
  const encoder = new TextEncoder();
  const line = (texts: readonly string[]) => {
    const cells = texts.map((text) => formatCell(text, DELIMITER)).join(DELIMITER);
    // An empty line would be no row.
    out.write(encoder.encode(`${cells === '' ? '""' : cells}\n`));
  };
  const added = (output: number) => plan.columns.map((column) => column.text(output));
  const cells = (row: number) => table.columns.map((_, column) => cellText(table, row, column));
  if (table.columns.length + plan.columns.length > 0)
    line([...table.columns, ...plan.columns].map(({ name }) => name));
  eachOutputRow(
    job,
    {
      kept: (row, output) => {
        line([...cells(row), ...added(output)]);
      },
      made: (made, output) => {
        const texts = cells(plan.made!.parents[made]!);
        for (const column of plan.made!.numbers) texts[column.column] = madeText(column, made);
        for (const { column, text } of plan.made!.texts) texts[column] = text(made);
        line([...texts, ...added(output)]);
      },
    },
    tick,
  );
  out.flush();
}
