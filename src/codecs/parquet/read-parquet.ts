import { finishSketch } from '../../engine/sketches/finish-sketch';
import { EngineError } from '../../engine/problems';
import { MOST_HELD, MOST_HELD_BYTES } from '../../engine/table/sketch';
import type { ColumnHint } from '../../engine/sketches/state';
import { CellTag, type Column, type Table } from '../../engine/table/table';
import { count } from '../../engine/words';
import type { ByteSource } from '../bytes';
import { UTF8 } from '../encodings/charset';
import type { Head, ReadOptions, ReadResult, Tick } from '../codec';
import { hintsFrom } from '../delimited/dialect/hints';
import { mergeParts } from '../delimited/parts/merge-parts';
import type { HeldPart } from '../delimited/columns/part-column';
import { InternedDictionary } from '../columns/intern';
import { reportNames } from '../name-problems';
import { openKeysOf } from '../columns/open-keys';
import { HERE } from '../parts/part-runner';
import { ProblemLog } from '../problem-log';
import { cellFormat } from './cell-format';
import { OddCount, reportMalformed, reportOddity } from './column-oddities';
import { firstRows } from './first-rows';
import { readFooter, type Footer } from './footer';
import type { GroupPart, GroupTask } from './group-part';
import { sketchHeldCells } from './open-cells';
import { ParquetBacking } from './parquet-backing';
import { parquetParts } from './parquet-parts';
import { readGroups } from './read-groups';
import type { Field } from './schema';
import { splitGroups } from './split-groups';
import { t } from '../../engine/language';

/** A Parquet file that was read. */
export interface ParquetResult extends ReadResult {
  readonly footer: Footer;
}

/** Bytes from which the first rows are worth a look of their own, and how many they are. */
const LARGE = 8 << 20;
const HEAD_ROWS = 8000;
/** Rows from which is told what to expect of open columns. */
const HINT_ROWS = 1 << 13;
/** Cells per byte of memory allowed, beyond which nothing is tried: a held cell takes a byte at least. */
const CROWDED = 4;
/** Row groups with fewer bytes than this are not worth a thread. */
const SMALLEST_PART = 2 << 20;

/**
 * Reads a Parquet file column by column, and of each column one page at a time, in several parts at a time if `options`
 * allow it: a row of the table per row, a column per stored value, lists and maps as JSON text. Columns with very many
 * distinct values stay open. @throws EngineError unreadable, unsupported-format, too-large; Cancelled
 */
export function readParquet(
  source: ByteSource,
  tick: Tick,
  options: Pick<ReadOptions, 'limits' | 'runner'> = {},
): ParquetResult {
  return new ParquetReading(source, options).run(tick);
}

class ParquetReading {
  readonly #source: ByteSource;
  readonly #options: Pick<ReadOptions, 'limits' | 'runner'>;
  readonly #footer: Footer;
  readonly #problems = new ProblemLog();
  #head: { readonly table: Table; readonly hints: readonly ColumnHint[] } | undefined;
  /** A tick while the first rows are looked at: nothing goes on meanwhile. */
  #pulse: () => void = () => undefined;

  constructor(source: ByteSource, options: Pick<ReadOptions, 'limits' | 'runner'>) {
    this.#source = source;
    this.#options = options;
    this.#footer = readFooter(source);
    refuseCrowd(source, this.#footer, options.limits?.memory ?? Infinity);
  }

  run(heard: Tick): ParquetResult {
    let reached: readonly [done: number, total: number] = [0, 1];
    const tick: Tick = (done, total) => {
      reached = [done, total];
      heard(done, total);
    };
    this.#pulse = () => {
      heard(...reached);
    };
    this.#pulse();
    const source = this.#source;
    const { rows, schema } = this.#footer;
    const tasks = this.#tasks();
    const hints = () => this.#readHead().hints;
    const parts = this.#parts(tasks, hints, tick);
    const { columns, keys } = mergeParts(parts, {
      hints,
      limits: tasks[0]!.limits,
      tick: () => tick(1, 1),
      sketchHeld: (held, hint, index, ...into) =>
        sketchHeldCells(schema.fields[index]!, held, hint, index, ...into),
    });
    const isOpen = columns.some(({ kind }) => kind === 'open');
    const known = isOpen && keys && { columns: openKeysOf(columns, hints()), keys };
    const { memory } = this.#options.limits ?? {};
    const backing = new ParquetBacking(source, this.#footer, tick, memory, known || undefined);
    const table: Table = {
      rowCount: rows,
      columns: schema.fields.map((field, index) => {
        const part = columns[index];
        let column: Column;
        if (part?.kind === 'open') {
          const head = this.#readHead();
          const sketch = finishSketch(part.state, head.hints[index]!, {
            rows,
            empty: part.empty,
            head: head.table.columns[index]!,
            decode: (bytes) => UTF8.decode(bytes),
          });
          column = backing.column(index, sketch);
        } else column = heldColumn(index, field, part?.kind === 'held' ? part : undefined);
        this.#report(column, field, parts);
        return column;
      }),
      ...(isOpen && { backing }),
    };
    reportNames(
      this.#problems,
      schema.fields.map(({ name }) => name),
      0,
    );
    return { table, facts: factsOf(source, this.#problems), footer: this.#footer };
  }

  #tasks(): GroupTask[] {
    const {
      workers = 1,
      smallestPart = SMALLEST_PART,
      values = MOST_HELD,
      bytes = MOST_HELD_BYTES,
      withoutKernel = false,
    } = this.#options.limits ?? {};
    const limits = { values: Math.min(values, MOST_HELD), bytes };
    return splitGroups(this.#footer, workers, smallestPart).map((range) => ({
      ...range,
      limits,
      withoutKernel,
    }));
  }

  /** Parts that could not be read at the same time as the first are read here, which says what is wrong with them. */
  #parts(
    tasks: readonly GroupTask[],
    hints: () => readonly ColumnHint[],
    tick: Tick,
  ): readonly GroupPart[] {
    const { runner = HERE } = this.#options;
    const read = runner.run(parquetParts(this.#footer), this.#source, tasks, hints, tick);
    return read.map(
      (part, i) => part ?? readGroups(this.#source, this.#footer, tasks[i]!, hints, tick),
    );
  }

  /** The first rows, exactly, and what they lead to expect of the rest; read when they are needed first. */
  #readHead(): { readonly table: Table; readonly hints: readonly ColumnHint[] } {
    if (this.#head) return this.#head;
    const table = headTable(this.#source, this.#footer, HINT_ROWS, this.#pulse);
    const hints = hintsFrom(table, UTF8, [], this.#pulse);
    return (this.#head = { table, hints: hints.map(untagged) });
  }

  #report(column: Column, field: Field, parts: readonly GroupPart[]): void {
    for (const oddity of ['nan', 'binary'] as const) {
      const cells = new OddCount();
      let before = 0;
      for (const { odd, rows } of parts) {
        const { first, count } = odd[column.index]![oddity];
        cells.add(before + first, count);
        before += rows;
      }
      reportOddity(this.#problems, column, oddity, cells);
    }
    const isText = field.flat && cellFormat(field.leaves[0]!.element).kind === 'text';
    if (isText && column.sketch === undefined) reportMalformed(this.#problems, column);
  }
}

/** A column of Parquet has values of one tag, so that their bytes alone tell candidates apart. */
function untagged(hint: ColumnHint): ColumnHint {
  const { expects, shift, measuresText, inKeys, byValue, candidates } = hint;
  return { expects, shift, measuresText, inKeys, byValue, candidates };
}

/** Refuses a file, or a footer that is damaged, that claims more rows than any machine of this size could hold. */
function refuseCrowd({ name, size }: ByteSource, { rows, schema }: Footer, memory: number): void {
  const columns = schema.fields.length;
  if (rows * columns <= CROWDED * memory) return;
  throw new EngineError(
    'too-large',
    t`\`${name}\` says it has ${count(rows)} rows of ${count(columns)} columns in ${count(size)} bytes: they take more than the ${count(Math.floor(memory / (1 << 20)))} MB of memory that are allowed. Raise \`ballast.memoryLimit\` (\`--memory\` on the command line), or split the file.`,
  );
}

function heldColumn(index: number, { name, flat, leaves }: Field, part?: HeldPart): Column {
  const { codes, arena, offsets, size } = part ?? NO_CELLS;
  const tag = flat ? cellFormat(leaves[0]!.element).tag : CellTag.nested;
  const tags = new Uint8Array(size).fill(tag);
  return {
    index,
    name,
    codes,
    dictionary: new InternedDictionary(arena, offsets, tags, size, UTF8),
  };
}

const NO_CELLS: HeldPart = {
  kind: 'held',
  codes: new Uint8Array(0),
  arena: new Uint8Array(0),
  offsets: new Uint32Array(2),
  size: 1,
};

/** The first rows of a file, held. */
function headTable(source: ByteSource, footer: Footer, most: number, tick: Tick): Table {
  const rows = Math.min(footer.rows, most);
  const { fields } = footer.schema;
  const columns = fields.map((_, index) => {
    tick(index, fields.length);
    return firstRows({ source, footer, index }, rows);
  });
  return { rowCount: rows, columns };
}

/**
 * Reads the first rows of a large file; undefined when all of it is read as fast.
 * @throws EngineError unreadable, unsupported-format, too-large; Cancelled
 */
export function readParquetHead(source: ByteSource, tick: Tick): Head | undefined {
  if (source.size < LARGE) return undefined;
  const footer = readFooter(source);
  if (footer.rows <= HEAD_ROWS) return undefined;
  const table = headTable(source, footer, HEAD_ROWS, tick);
  return { result: { table, facts: factsOf(source, new ProblemLog()) }, ofAbout: footer.rows };
}

function factsOf({ name, size }: ByteSource, problems: ProblemLog): ReadResult['facts'] {
  return {
    name,
    format: 'parquet',
    bytes: size,
    encoding: 'utf-8',
    encodingGuessed: false,
    headerCertain: true,
    blankLines: 0,
    raggedRows: 0,
    problems: problems.list(),
  };
}
