import type { ColumnHint } from '../../engine/sketches/state';
import { ODD_ROWS } from '../../engine/table/sketch';
import type { ByteSource } from '../bytes';
import { CodeStore } from '../delimited/columns/code-store';
import { EmptyRows } from '../delimited/empty-rows';
import { readSketch } from '../delimited/columns/kernel-sketch';
import type { HeldPart, OpenPart } from '../delimited/columns/part-column';
import { OddCount } from './column-oddities';
import type { RowGroup } from './footer';
import { MOST_EXPECTED, type FieldPlan, type FieldReader } from './group-part';
import { heldTexts } from './held-texts';
import type { KernelInstance } from './kernel';
import { KernelBlock, KernelDictionary, KernelValues } from './kernel-input';
import type { Progress } from './load-field';
import { candidateNumber } from './number-sketch';
import { sketchHeldCells } from './open-cells';
import { ChunkPages, type Page } from './pages';
import type { PlainValues } from './page-values';
import type { ValueForm } from './value-form';
import { textWriter } from './write-text';

/** Rows that the kernel takes at a time, and bytes of their values, unless one value has more. */
const SLICE_ROWS = 1 << 16;
const SLICE_BYTES = 1 << 24;
const EXPECTS = { number: 0, date: 1, other: 2 } as const;
/** What the kernel knows of a value. */
const Known = { empty: 2, odd: 8 } as const;
const UNLIMITED = 0xffffffff;

/** Where the kernel finds the rows of a slice and leaves what it makes of them: addresses. */
interface Room {
  readonly levels: number;
  readonly indices: number;
  readonly codes: number;
  readonly low: number;
  readonly high: number;
  readonly empty: number;
}

/** A column whose values are told apart and sketched by the kernel, which has one column at a time. */
export class KernelColumn implements FieldReader {
  readonly #instance: KernelInstance;
  readonly #plan: FieldPlan;
  readonly #form: ValueForm;
  readonly #values: KernelValues;
  readonly #dictionary: KernelDictionary;
  readonly #room: Room;
  readonly #empty = new EmptyRows();
  readonly #nans = new OddCount();
  #codes: CodeStore | undefined;
  #hint: ColumnHint | undefined;
  /** Odd rows from before the column was opened. */
  #odd: number[] = [];
  #rows = 0;

  constructor(instance: KernelInstance, plan: FieldPlan, form: ValueForm) {
    const { kernel } = instance;
    this.#instance = instance;
    this.#plan = plan;
    this.#form = form;
    instance.writeText = textWriter(plan.field);
    kernel.startHeap();
    kernel.startColumn(form.form, form.floating, form.power, form.scale);
    this.#values = new KernelValues(instance);
    this.#dictionary = new KernelDictionary(instance);
    const room = (bytes: number) => new KernelBlock(instance).reserve(SLICE_ROWS * bytes);
    const low = room(8);
    this.#room = {
      levels: room(1),
      indices: room(4),
      codes: room(2),
      low,
      high: low + 4 * SLICE_ROWS,
      empty: room(1),
    };
    this.#codes = new CodeStore(Math.min(plan.rows, MOST_EXPECTED));
  }

  take(source: ByteSource, group: RowGroup, progress: Progress): void {
    const leaf = this.#plan.field.leaves[0]!;
    const pages = new ChunkPages(source, group, leaf);
    let before = group.chunks[leaf.index]!.start;
    for (let page = pages.next(); page; page = pages.next()) {
      this.#takePage(page, pages.dictionary, leaf.definition, progress);
      const { byte } = pages.place();
      progress(byte - before);
      before = byte;
    }
    this.#dictionary.end();
  }

  finish() {
    const { rows, keys, hints, index, limits, field } = this.#plan;
    const odd = { nan: this.#nans, binary: new OddCount() };
    if (this.#hint) return { column: this.#sketch(), odd };
    const { kernel, bytes } = this.#instance;
    const size = kernel.codesOf();
    const offsets = this.#instance.words(kernel.offsetsOf() >>> 0, size + 1).slice();
    const start = kernel.arenaOf() >>> 0;
    const arena = bytes.slice(start, start + offsets[size]!);
    const raw = { kind: 'held', codes: this.#codes!.finish(), size, arena, offsets } as const;
    const held: HeldPart = this.#form.form === 0 ? raw : heldTexts(raw, field);
    if (held.offsets[size]! <= limits.bytes) return { column: held, odd };
    // Only as texts are there too many bytes.
    const empty = new EmptyRows();
    const { state } = sketchHeldCells(field, held, hints()[index]!, index, 0, empty, keys);
    return { column: { kind: 'open' as const, state, empty: empty.finish(rows) }, odd };
  }

  #takePage(
    page: Page,
    dictionary: PlainValues | undefined,
    level: number,
    progress: Progress,
  ): void {
    const { values, definition, entries } = page;
    const { levels, indices } = this.#room;
    let value = 0;
    for (let from = 0, to = 0; from < entries; from = to) {
      const most = Math.min(values.count, value + Math.min(entries - from, SLICE_ROWS));
      const last =
        values.kind === 'variable' ? lastWithin(values.ends, values.starts, value, most) : most;
      // Rows whose values do not fit wait; as many rows as values fit, at least.
      to = Math.min(entries, from + (last < most ? last - value : SLICE_ROWS));
      if (definition) {
        this.#instance.bytes.set(definition.subarray(from, to), levels);
        this.#instance.kernel.setLevels(levels, level);
      } else this.#instance.kernel.setLevels(0, 0);
      if (values.kind === 'index') {
        this.#instance.words(indices, last - value).set(values.indices.subarray(value, last));
      } else {
        this.#values.copy(values, value, last);
      }
      value += this.#takeSlice(to - from, values.kind === 'index' ? dictionary : undefined);
      progress(0);
    }
  }

  /** Takes `count` rows and returns how many values they had. */
  #takeSlice(count: number, dictionary: PlainValues | undefined): number {
    const { kernel } = this.#instance;
    const use = () => {
      if (dictionary) this.#dictionary.use(dictionary, this.#room.indices, this.isOpen);
      else {
        this.#values.use();
        kernel.setIndices(0, 0);
      }
    };
    let from = 0;
    let taken = 0;
    if (!this.isOpen) {
      use();
      from = this.#takeCodes(count);
      taken = kernel.taken.value as number;
      if (from < count) this.#open(this.#plan.hints()[this.#plan.index]!);
    }
    if (from < count) {
      use();
      this.#takeCells(from, count, taken);
      taken += kernel.taken.value as number;
    }
    this.#rows += count;
    return taken;
  }

  get isOpen(): boolean {
    return this.#hint !== undefined;
  }

  /** Returns the row at which the column became too large, or `count`. */
  #takeCodes(count: number): number {
    const { kernel } = this.#instance;
    const { limits } = this.#plan;
    const { codes } = this.#room;
    const bytes = this.#form.form === 0 ? limits.bytes : UNLIMITED;
    const stopped = kernel.takeCodes(0, count, 0, codes, limits.values, bytes) >>> 0;
    this.#codes!.add(
      new Uint16Array(this.#instance.memory.buffer, codes, stopped),
      kernel.codesOf(),
    );
    this.#countNans();
    return stopped;
  }

  #takeCells(from: number, to: number, value: number): void {
    const { kernel, bytes } = this.#instance;
    const { low, high, empty } = this.#room;
    const row = this.#rows + from;
    const count = to - from;
    bytes.fill(0, low, low + 4 * count);
    bytes.fill(0, high, high + 4 * count);
    bytes.fill(0, empty, empty + ((count + 7) >> 3));
    const empties = kernel.takeCells(this.#plan.index, from, to, value, row, low, high, empty);
    this.#countNans();
    if (this.#hint!.inKeys) this.#plan.keys.add(row, this.#instance.words(low, count));
    if (empties === 0) return;
    this.#instance.bytes.subarray(empty, empty + ((count + 7) >> 3)).forEach((byte, i) => {
      for (let bit = 0; byte >>> bit > 0; bit++) {
        if (byte & (1 << bit)) this.#empty.set(row + i * 8 + bit);
      }
    });
  }

  #countNans(): void {
    const { nans, firstNan } = this.#instance.kernel;
    const first = this.#rows + (firstNan.value as number);
    this.#nans.add(first, nans.value as number);
  }

  /** From now on the cells go to a sketch, those before included. */
  #open(hint: ColumnHint): void {
    const instance = this.#instance;
    const { kernel } = instance;
    const { index, keys } = this.#plan;
    kernel.open(EXPECTS[hint.expects], hint.measuresText, hint.inKeys, hint.byValue, hint.shift);
    for (const value of hint.candidates) {
      const at = instance.take(value.length + 1);
      instance.bytes.set(value, at);
      kernel.watch(at, value.length, candidateNumber(value));
      kernel.give(at, value.length + 1);
    }
    const { codes } = this.#codes!;
    const size = kernel.codesOf();
    const room = instance.take(size * 13);
    const word = (nth: number) => instance.words(room + nth * 4 * size, size);
    instance.bytes.fill(0, room, room + 13 * size);
    const counts = word(0);
    for (const code of codes) counts[code]!++;
    kernel.openWith(index, room, room + 4 * size, room + 8 * size, room + 12 * size);
    if (hint.inKeys) keys.addByCode(0, codes, word(1));
    const known = instance.bytes.subarray(room + 12 * size, room + 13 * size);
    for (let row = 0; row < codes.length; row++) {
      const its = codes[row] === 0 ? Known.empty : known[codes[row]!]!;
      if (its & Known.empty) this.#empty.set(row);
      else if (its & Known.odd && this.#odd.length < ODD_ROWS) this.#odd.push(row);
    }
    kernel.give(room, size * 13);
    this.#codes = undefined;
    this.#hint = hint;
  }

  #sketch(): OpenPart {
    const { memory, kernel } = this.#instance;
    const { take, give } = kernel;
    const state = readSketch({
      memory,
      address: kernel.sketchOf(),
      candidates: this.#hint!.candidates.length,
      list: (which, into) => kernel.listOf(which, into),
      take,
      give,
    });
    state.odd = [...this.#odd, ...state.odd].slice(0, ODD_ROWS);
    return { kind: 'open', state, empty: this.#empty.finish(this.#plan.rows) };
  }
}

/** The end of the values from `from` on, up to `to`, that a slice may hold: one at least. */
function lastWithin(ends: Uint32Array, starts: Uint32Array, from: number, to: number): number {
  if (to <= from || ends[to - 1]! - starts[from]! <= SLICE_BYTES) return to;
  let last = from + 1;
  while (last < to && ends[last]! - starts[from]! <= SLICE_BYTES) last++;
  return last;
}
