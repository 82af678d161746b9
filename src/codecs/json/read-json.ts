import { EngineError } from '../../engine/problems';
import { MOST_HELD, MOST_HELD_BYTES } from '../../engine/table/sketch';
import type { Table } from '../../engine/table/table';
import type { ByteSource } from '../bytes';
import { isUtf16, UTF8 } from '../encodings/charset';
import type { Head, ReadOptions, ReadResult, Tick } from '../codec';
import { heldColumn } from '../delimited/parts/assemble-table';
import { hintsFrom } from '../delimited/dialect/hints';
import type { HeldLimits, HeldPart } from '../delimited/columns/part-column';
import { HERE } from '../parts/part-runner';
import { detectEncoding } from '../encodings/detect-encoding';
import type { EncodingGuess } from '../encodings/detect-encoding';
import { reportEncoding } from '../name-problems';
import { readHead } from '../bytes/read-head';
import { bytesPerRow, partCount, type FirstRows } from '../delimited/parts/smallest-part';
import { assembleJson } from './assemble-json';
import { documentLayout } from './document-layout';
import type { DocumentLayout } from './document-layout';
import { JsonLedger } from './json-ledger';
import { isCrowded, mergeColumns } from './merge-columns';
import { noValues } from './no-values';
import { pathName } from './path-names';
import { hintOf, jsonParts, readJsonPart } from './read-json-part';
import type { JsonPart, JsonSizes, JsonTask } from './read-json-part';
import { splitLines } from './split-lines';
import { jsonText } from './unescape';
import { t } from '../../engine/language';
import { listed } from '../../engine/words';

const SIZES: JsonSizes = { chunk: 1 << 20, rows: 1 << 12, leaves: 1 << 16 };
/** Rows read ahead to learn what columns look like; a batch more of them must still fit into codes of two bytes. */
const HEAD_ROWS = 10_000;
/** Smaller parts are not worth a thread. */
const SMALLEST_PART = 4 << 20;
/** A dictionary of the head has no limit: its rows are few. */
const UNLIMITED: HeldLimits = { values: MOST_HELD, bytes: 0xffffffff };

/**
 * Reads JSON Lines in one pass, in several parts at a time if `options` allow it: one row per line that is not blank,
 * one column per path of keys in order of first appearance. A line that is no object is a row without values and a
 * problem, so that nothing is left out. @throws EngineError unreadable, bad-parameter, too-large; Cancelled
 */
export function readJsonl(
  source: ByteSource,
  options: ReadOptions,
  tick: Tick,
  sizes = SIZES,
): ReadResult {
  const encoding = encodingOf(source, options);
  const layout = { arrangement: 'lines', start: encoding.bomLength, line: 0 } as const;
  return new JsonReading(source, encoding, layout, options, sizes).run(tick);
}

/**
 * Reads a JSON document: a list of objects, an object with one such list, or objects that follow each other; one row
 * per object. @throws EngineError unsupported-format, unreadable, bad-parameter, too-large; Cancelled
 */
export function readJsonDocument(
  source: ByteSource,
  options: ReadOptions,
  tick: Tick,
  sizes = SIZES,
): ReadResult {
  const encoding = encodingOf(source, options);
  const layout = documentLayout(source, encoding);
  const read = (list: DocumentLayout) =>
    new JsonReading(source, encoding, list, options, sizes).run(tick);
  const result = read(layout);
  return layout.beside ? withBeside(result, layout.beside, read) : result;
}

/** Reads the lists beside the rows into tables of their own. */
function withBeside(
  { table, facts }: ReadResult,
  lists: readonly DocumentLayout[],
  read: (list: DocumentLayout) => ReadResult,
): ReadResult {
  const companions: Record<string, Table> = {};
  const problems = [...facts.problems];
  for (const list of lists) {
    const found = read(list);
    companions[list.member!] = found.table;
    // Rows and bytes of another list would be looked for among the rows of this one.
    problems.push(
      ...found.facts.problems.map(({ code, severity, message }) => ({ code, severity, message })),
    );
  }
  const named = Object.keys(companions).map((member) => `\`${member}\``);
  problems.push({
    code: 'several-lists',
    severity: 'info',
    message: t`The rows are the elements of \`annotations\`; ${listed(named, named.length)} were read beside them.`,
  });
  return { table: { ...table, companions }, facts: { ...facts, problems } };
}

/** A document of fewer bytes is read in a moment, and so are the first bytes of a larger one. */
const LARGE = 8 << 20;
const HEAD = 1 << 20;

/**
 * Reads the first rows of a JSON document; undefined when all of it is read as fast.
 * @throws EngineError unsupported-format, unreadable, bad-parameter, too-large; Cancelled
 */
export function headOfDocument(
  source: ByteSource,
  options: ReadOptions,
  tick: Tick,
): Head | undefined {
  if (source.size < LARGE) return undefined;
  const encoding = encodingOf(source, options);
  const layout = documentLayout(source, encoding);
  const reading = new JsonReading(source, encoding, layout, options, SIZES, HEAD);
  const result = reading.run(tick);
  const { rowCount } = result.table;
  const bytes = reading.takenTo - layout.start;
  if (rowCount === 0 || bytes < HEAD) return undefined;
  return { result, ofAbout: Math.round((rowCount * source.size) / reading.takenTo) };
}

/** @throws EngineError bad-parameter, unreadable */
function encodingOf(source: ByteSource, options: ReadOptions): EncodingGuess {
  const encoding = detectEncoding(readHead(source, 4096), options.encoding);
  if (encoding.name === 'utf-8' || isUtf16(encoding.name)) return encoding;
  throw new EngineError(
    'bad-parameter',
    t`JSON is UTF-8 or UTF-16 and cannot be read as ${encoding.name}.`,
  );
}

class JsonReading {
  readonly #source: ByteSource;
  readonly #encoding: EncodingGuess;
  readonly #options: ReadOptions;
  /** Paths of objects whose keys are values: each object is one cell. */
  readonly #closed: (readonly Uint8Array[])[] = [];
  readonly #task: JsonTask;
  #takenTo = 0;
  #head: FirstRows | undefined;

  constructor(
    source: ByteSource,
    encoding: EncodingGuess,
    layout: DocumentLayout,
    options: ReadOptions,
    sizes: JsonSizes,
    mostBytes?: number,
  ) {
    this.#source = source;
    this.#encoding = encoding;
    this.#options = options;
    const {
      values = MOST_HELD,
      bytes = MOST_HELD_BYTES,
      withoutKernel = false,
    } = options.limits ?? {};
    this.#task = {
      layout,
      start: layout.start,
      end: source.size,
      encoding: encoding.name,
      closed: this.#closed,
      limits: { values: Math.min(values, MOST_HELD), bytes },
      sizes,
      withoutKernel,
      ...(mostBytes !== undefined && { mostBytes }),
    };
  }

  /** Byte behind the last row that was read. */
  get takenTo(): number {
    return this.#takenTo;
  }

  run(tick: Tick): ReadResult {
    const parts = this.#readSeveral(tick) ?? [this.#readWhole(tick)];
    this.#takenTo = parts.at(-1)!.takenTo;
    const { arrangement } = this.#task.layout;
    const ledger = new JsonLedger(arrangement, false);
    this.#reportClosed(ledger);
    let lines = 0;
    for (const part of parts) {
      ledger.append(part.ledger, lines);
      lines += part.ledger.lines;
    }
    ledger.reportLineEnds();
    // JSON is UTF-8 however many of its bytes are malformed.
    const by = this.#encoding.by === 'open' ? 'given' : this.#encoding.by;
    reportEncoding(ledger.problems, { ...this.#encoding, by }, ledger);
    const merged = mergeColumns(parts, this.#task.limits, (name) =>
      hintOf(this.#readHead().hints, name),
    );
    const table = assembleJson({
      source: this.#source,
      task: this.#task,
      rows: ledger.spans.count,
      spans: ledger.spans.finish(),
      ...merged,
      head: () => this.#readHead(),
      memory: this.#options.limits?.memory,
      tick,
    });
    return {
      table,
      facts: {
        name: this.#source.name,
        format: arrangement === 'lines' ? 'jsonl' : 'json',
        bytes: this.#source.size,
        encoding: this.#encoding.name,
        encodingGuessed: this.#encoding.by === 'guessed',
        headerCertain: true,
        blankLines: ledger.blankLines,
        raggedRows: 0,
        problems: ledger.problems.list(),
      },
    };
  }

  /** Reads lines in as many parts as may be read at the same time; undefined when that is one, or it does not work. */
  #readSeveral(tick: Tick): JsonPart[] | undefined {
    const { layout, end, encoding } = this.#task;
    if (layout.arrangement !== 'lines' || encoding !== 'utf-8') return undefined;
    const head = () => this.#readHead();
    const most = partCount(end - layout.start, SMALLEST_PART, this.#options.limits, 0, head);
    if (most < 2) return undefined;
    const starts = splitLines(this.#source, layout.start, most);
    if (starts.length < 2) return undefined;
    const tasks = starts.map((start, i) => ({ ...this.#task, start, end: starts[i + 1] ?? end }));
    const { runner = HERE } = this.#options;
    const found = runner.run(jsonParts, this.#source, tasks, () => head().hints, tick);
    const parts = found.filter((part): part is JsonPart => part !== undefined);
    // What is wrong is found again, and told, by reading one row after the other.
    const isWhole =
      parts.length === tasks.length &&
      parts.every((part, i) => part.crowded === undefined && part.stoppedAt === tasks[i]!.end);
    return isWhole && !isCrowded(parts) ? parts : undefined;
  }

  #readWhole(tick: Tick): JsonPart {
    for (;;) {
      const part = readJsonPart(this.#source, this.#task, () => this.#readHead().hints, tick);
      if (part.crowded === undefined) return part;
      this.#close(part.crowded);
    }
  }

  /** Objects whose keys are values become one cell each, from the first row on. */
  #close(keys: readonly Uint8Array[]): void {
    this.#closed.push(keys);
    this.#head = undefined;
  }

  /** The first rows, exactly, and what they lead to expect of the rest; read when they are needed first. */
  #readHead(): FirstRows {
    while (this.#head === undefined) {
      const task = { ...this.#task, limits: UNLIMITED, mostRows: HEAD_ROWS };
      const noHints = (): never => {
        throw new Error('The columns of the head are never opened.');
      };
      const part = readJsonPart(this.#source, task, noHints, () => undefined);
      if (part.crowded) {
        this.#close(part.crowded);
        continue;
      }
      const { names, columns } = mergeColumns([part], UNLIMITED, noHints);
      const rowCount = part.ledger.rows;
      const table: Table = {
        rowCount,
        columns: names.map((name, index) =>
          heldColumn(
            index,
            name,
            (columns[index] as HeldPart | undefined) ?? noValues(rowCount),
            UTF8,
          ),
        ),
      };
      const hints = hintsFrom(table, UTF8);
      this.#head = {
        table,
        hints: hints.map((hint, index) => ({ ...hint, name: names[index]! })),
        bytesPerRow: bytesPerRow(part.ledger.spans),
      };
    }
    return this.#head;
  }

  #reportClosed({ problems }: JsonLedger): void {
    for (const keys of this.#closed) {
      const name = pathName(keys.map((key) => jsonText(key, 0, key.length)));
      problems.add(
        'many-keys',
        'info',
        () =>
          t`The objects in \`${name}\` have so many different keys that these seem to be values: each object is one cell.`,
      );
    }
  }
}
