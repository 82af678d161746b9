import { madeText } from '../engine/plan';
import type { AddedColumn } from '../engine/plan';
import { EngineError } from '../engine/problems';
import type { CellTag } from '../engine/table';
import type { ByteSink } from './bytes';
import { charsetFor, isUtf16, UTF8 } from './charset';
import type { Charset } from './charset';
import type { Tick, WriteJob } from './codec';
import { detectEncoding } from './detect-encoding';
import { jsonText } from './json-columns';
import { addedValue, madeValue } from './json-value';
import { eachOutputRow } from './output-rows';
import { readHead } from './read-head';
import { RowCopier } from './row-copier';
import { noMembers, scanObject } from './scan-json';

/**
 * Writes a plan as JSON Lines: kept lines byte for byte, added columns spliced in before the closing brace, made rows as
 * their parent's line with only the replaced values changed. @throws EngineError unwritable, disk-full; Cancelled
 */
export function writeJsonl(job: WriteJob, sink: ByteSink, tick: Tick): void {
  new JsonlWriting(job, sink).run(tick);
}

class JsonlWriting {
  readonly #job: WriteJob;
  readonly #charset: Charset;
  readonly #wide: boolean;
  readonly #rows: RowCopier;
  readonly #mark: Uint8Array;
  readonly #members = noMembers();

  constructor(job: WriteJob, sink: ByteSink) {
    const { encoding } = job.result.facts;
    this.#job = job;
    this.#charset = charsetFor(encoding);
    this.#wide = isUtf16(encoding);
    this.#mark = readHead(job.source, detectEncoding(readHead(job.source, 4), encoding).bomLength);
    this.#rows = new RowCopier(job, sink, this.#charset.encode(this.#newline()));
  }

  run(tick: Tick): void {
    const { columns } = this.#job.plan;
    this.#rows.write(this.#mark);
    const kept = (row: number, output: number, last: boolean) => {
      if (columns.length === 0) this.#rows.copy(row, last);
      else {
        this.#splice(row, new Map(), output);
        this.#rows.endRow(last);
      }
    };
    const made = (index: number, output: number, last: boolean) => {
      this.#splice(this.#job.plan.made!.parents[index]!, this.#replaced(index), output);
      this.#rows.endRow(last);
    };
    eachOutputRow(this.#job, { kept, made }, tick);
    this.#rows.finish(this.#mark.length);
  }

  /** The line end after the first row. */
  #newline(): string {
    const { source, result } = this.#job;
    const { spans } = result.table;
    if (spans === undefined || spans.count === 0) return '\n';
    const after = new Uint8Array(4);
    const count = source.read(spans.start(0) + spans.length(0), after);
    return this.#charset.decode(after.subarray(0, count)).startsWith('\r\n') ? '\r\n' : '\n';
  }

  #replaced(index: number): Map<string, string> {
    const { columns } = this.#job.result.table;
    const made = this.#job.plan.made!;
    const texts = new Map<string, string>();
    for (const column of made.numbers) {
      texts.set(columns[column.column]!.name, madeText(column, index));
    }
    for (const { column, text } of made.texts) texts.set(columns[column]!.name, text(index));
    return texts;
  }

  /** Writes the line of `row` with some values replaced and the added columns appended. */
  #splice(row: number, replaced: Map<string, string>, output: number): void {
    const raw = this.#rows.row(row);
    // The row's bytes do not outlive the next read, and the pieces are written one by one.
    const line = this.#wide ? UTF8.encode(this.#charset.decode(raw)) : raw.slice();
    const members = this.#members;
    if (scanObject(line, 0, line.length, members) !== 'object') {
      if (!this.#job.tolerant) throw this.#notAnObject(row);
      this.#emit(line);
      return;
    }
    const spaced = members.count > 0 && line[members.keyEnds[0]! + 2] === 32;
    let done = 0;
    const left = new Map(replaced);
    for (const { member, name } of this.#replacedMembers(line, left)) {
      const tag: CellTag = members.tags[member]!;
      this.#emit(line.subarray(done, members.valueStarts[member]));
      this.#emit(UTF8.encode(madeValue(tag, replaced.get(name)!)));
      done = members.valueEnds[member]!;
    }
    const added: string[] = [];
    for (const [name, text] of left) {
      if (text !== '') added.push(member(name, madeValue(undefined, text), spaced));
    }
    const { columns } = this.#job.plan;
    added.push(...columns.map((column) => addedMember(column, output, spaced)));
    this.#emit(line.subarray(done, lastContent(line, members.close)));
    const comma = members.count > 0 && added.length > 0 ? (spaced ? ', ' : ',') : '';
    this.#emit(UTF8.encode(comma + added.join(spaced ? ', ' : ',')));
    this.#emit(line.subarray(lastContent(line, members.close)));
  }

  /** The members to replace in order of place; of a repeated key the last. What is found leaves `left`. */
  #replacedMembers(line: Uint8Array, left: Map<string, string>) {
    const found = new Map<string, number>();
    if (left.size > 0) {
      for (let i = 0; i < this.#members.count; i++) {
        const name = jsonText(line, this.#members.keyStarts[i]!, this.#members.keyEnds[i]!);
        if (left.has(name)) found.set(name, i);
      }
    }
    for (const name of found.keys()) left.delete(name);
    return Array.from(found, ([name, member]) => ({ name, member })).sort(
      (a, b) => a.member - b.member,
    );
  }

  #emit(bytes: Uint8Array): void {
    this.#rows.write(this.#wide ? this.#charset.encode(UTF8.decode(bytes)) : bytes);
  }

  #notAnObject(row: number): EngineError {
    const line = this.#rows.spans.line(row);
    return new EngineError(
      'unwritable',
      `Line ${line + 1} is no JSON object, so that nothing can be added to it: mend it in the file first.`,
      { row, line },
    );
  }
}

function addedMember(column: AddedColumn, output: number, spaced: boolean): string {
  return member(column.name, addedValue(column.type, column.text(output)), spaced);
}

function member(name: string, value: string, spaced: boolean): string {
  return `${JSON.stringify(name)}:${spaced ? ' ' : ''}${value}`;
}

/** The position after the last byte before the closing brace that is no white space. */
function lastContent(line: Uint8Array, close: number): number {
  let at = close;
  while (line[at - 1] === 32 || line[at - 1] === 9) at--;
  return at;
}
