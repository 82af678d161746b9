import type { ByteSource } from '../bytes';
import { UTF8 } from '../encodings/charset';
import { ByteList } from './byte-list';
import { cellFormat } from './cell-format';
import type { Footer, RowGroup } from './footer';
import { nestedTexts } from './nested-column';
import { ChunkPages, type Page } from './pages';
import type { PlainValues } from './page-values';
import type { Field } from './schema';

const MISSING = 0xffffffff;

/** The cells of one column in some rows, as they are stored. */
export class PickedCells {
  readonly #source: ByteSource;
  readonly #footer: Footer;
  readonly #rows: Uint32Array;
  /** Cell i lies at starts[i] .. starts[i] + lengths[i]. */
  readonly #starts: Uint32Array;
  readonly #lengths: Uint32Array;
  #bytes = new ByteList();
  #text: (bytes: Uint8Array, start: number, end: number) => string | undefined = () => undefined;
  /** The next row to find. */
  #next = 0;

  /** `rows`: ascending. */
  constructor(source: ByteSource, footer: Footer, rows: Uint32Array) {
    this.#source = source;
    this.#footer = footer;
    this.#rows = rows;
    this.#starts = new Uint32Array(rows.length);
    this.#lengths = new Uint32Array(rows.length);
  }

  /** Reads the cells of a column; false when they have more than `most` bytes. @throws EngineError unreadable; Cancelled */
  pick(column: number, most: number, tick: () => void): boolean {
    const field = this.#footer.schema.fields[column]!;
    this.#bytes = new ByteList();
    this.#next = 0;
    this.#text = field.flat
      ? cellFormat(field.leaves[0]!.element).text
      : (bytes, start, end) => UTF8.decode(bytes.subarray(start, end));
    for (const group of this.#footer.groups) {
      if (this.#next === this.#rows.length) break;
      if (this.#rows[this.#next]! >= group.firstRow + group.rows) continue;
      if (field.flat) this.#pickFlat(field, group, most, tick);
      else this.#pickNested(field, group, tick);
      if (this.#bytes.length > most) return false;
    }
    return true;
  }

  /** Whether two cells, by their place among the rows, have the same stored bytes or are both null. */
  areSame(a: number, b: number): boolean {
    const length = this.#lengths[a]!;
    if (length !== this.#lengths[b]) return false;
    if (length === MISSING) return true;
    const bytes = this.#bytes.all;
    const [one, other] = [this.#starts[a]!, this.#starts[b]!];
    for (let i = 0; i < length; i++) if (bytes[one + i] !== bytes[other + i]) return false;
    return true;
  }

  /** The text of a cell as in the table; '' is missing. */
  text(place: number): string {
    const length = this.#lengths[place]!;
    if (length === MISSING) return '';
    const start = this.#starts[place]!;
    return this.#text(this.#bytes.all, start, start + length) ?? '';
  }

  #pickFlat(field: Field, group: RowGroup, most: number, tick: () => void): void {
    const leaf = field.leaves[0]!;
    const pages = new ChunkPages(this.#source, group, leaf);
    let row = group.firstRow;
    for (let page = pages.next(); page; page = pages.next()) {
      tick();
      this.#pickPage(page, pages.dictionary, row, leaf.definition);
      row += page.entries;
      if (this.#next === this.#rows.length || this.#bytes.length > most) return;
    }
  }

  #pickPage(
    { values, definition, entries }: Page,
    dictionary: PlainValues | undefined,
    firstRow: number,
    level: number,
  ): void {
    const rows = this.#rows;
    const plain = values.kind === 'index' ? dictionary! : values;
    let entry = 0;
    let value = 0;
    for (; this.#next < rows.length && rows[this.#next]! < firstRow + entries; this.#next++) {
      const wanted = rows[this.#next]! - firstRow;
      if (definition) for (; entry < wanted; entry++) value += definition[entry] === level ? 1 : 0;
      else value = wanted;
      if (definition && definition[wanted] !== level) {
        this.#lengths[this.#next] = MISSING;
        continue;
      }
      const at = values.kind === 'index' ? values.indices[value]! : value;
      const variable = plain.kind === 'variable';
      const start = variable ? plain.starts[at]! : at * plain.width;
      const end = variable ? plain.ends[at]! : start + plain.width;
      this.#keep(plain.bytes, start, end);
    }
  }

  #pickNested(field: Field, group: RowGroup, tick: () => void): void {
    let row = group.firstRow;
    for (const text of nestedTexts(this.#source, field, group, tick)) {
      if (row++ !== this.#rows[this.#next]) continue;
      if (text === undefined) this.#lengths[this.#next] = MISSING;
      else {
        const bytes = UTF8.encode(text);
        this.#keep(bytes, 0, bytes.length);
      }
      this.#next++;
    }
  }

  #keep(bytes: Uint8Array, start: number, end: number): void {
    this.#starts[this.#next] = this.#bytes.length;
    this.#lengths[this.#next] = end - start;
    this.#bytes.append(bytes, start, end);
  }
}
