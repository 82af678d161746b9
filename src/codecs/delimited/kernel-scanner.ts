import type { Charset } from '../encodings/charset';
import type { ScanBatch, ScanMarks } from './scan-delimited';
import { TwinScanner, type Survey } from './twin-scanner';
import { instantiate, type KernelInstance } from '../columns/column-kernel';
import type { Kernel } from './kernel';

const WORD = Uint32Array.BYTES_PER_ELEMENT;
/** The kernel reads blocks of 64 bytes, the last of them beyond what was loaded. */
const PADDING = 64;

/** Scans with the WebAssembly kernel, into arrays that lie in its memory. Holds one copy of what was loaded. */
export class KernelScanner extends TwinScanner {
  readonly instance: KernelInstance<Kernel>;
  readonly #kernel: Kernel;
  #fields: number;
  #arrays = 0;
  #input = 0;
  #inputRoom = 0;
  /** Index of the first loaded byte. */
  #from = 0;
  #batch: ScanBatch;

  constructor(module: WebAssembly.Module, charset: Charset, marks: ScanMarks, fields: number) {
    super(marks, 0);
    this.instance = instantiate(module, charset);
    this.#kernel = this.instance.kernel;
    this.#fields = fields;
    this.#batch = this.#layOut();
  }

  /** The arrays are views of the kernel's memory, made again when it grew. */
  override get batch(): ScanBatch {
    const batch = this.#batch;
    if (batch.fieldStarts.buffer !== this.instance.memory.buffer) {
      this.#batch = { ...batch, ...this.#views() };
    }
    return this.#batch;
  }

  /** Address at which byte 0 of what was loaded would lie; it may be below 0. */
  get origin(): number {
    return this.#input - this.#from;
  }

  override load(bytes: Uint8Array, from: number, to: number, ended: boolean): void {
    super.load(bytes, from, to, ended);
    const length = to - from;
    if (length + PADDING > this.#inputRoom) {
      if (this.#inputRoom > 0) this.#kernel.give(this.#input, this.#inputRoom);
      this.#inputRoom = length + PADDING;
      this.#input = this.#kernel.take(this.#inputRoom) >>> 0;
    }
    new Uint8Array(this.instance.memory.buffer, this.#input, length).set(bytes.subarray(from, to));
    this.#from = from;
  }

  override scan(from: number, line: number): number {
    const kernel = this.#kernel;
    const { marks } = this;
    const done = kernel.scan(
      this.origin,
      from,
      this.to,
      this.ended,
      marks.delimiter,
      marks.quote,
      marks.skipInitialSpace,
      this.#fields,
      line,
    );
    const { batch } = this;
    batch.rows = kernel.rows.value;
    batch.line = kernel.line.value;
    batch.blankLines = kernel.blankLines.value;
    batch.full = kernel.full.value !== 0;
    batch.textAfterQuote = kernel.textAfterQuote.value;
    batch.textAfterQuoteRow = kernel.textAfterQuoteRow.value;
    batch.unclosed = kernel.unclosed.value !== 0;
    return done >>> 0;
  }

  override survey(from: number, to: number): Survey {
    const kernel = this.#kernel;
    kernel.survey(this.origin + from, this.origin + to);
    const first = kernel.firstMalformed.value >>> 0;
    return {
      multibyte: kernel.multibyte.value >>> 0,
      malformed: kernel.malformed.value >>> 0,
      firstMalformed: first === 0 ? -1 : first - this.origin,
      hasNul: kernel.hasNul.value !== 0,
    };
  }

  override enlarge(): void {
    this.#kernel.give(this.#arrays, bytesOf(this.#fields));
    this.#fields *= 2;
    this.#batch = this.#layOut();
  }

  #layOut(): ScanBatch {
    this.#arrays = this.#kernel.take(bytesOf(this.#fields)) >>> 0;
    this.#kernel.layOut(this.#arrays, this.#fields);
    return {
      ...this.#views(),
      rows: 0,
      line: 0,
      blankLines: 0,
      full: false,
      textAfterQuote: 0,
      textAfterQuoteRow: -1,
      unclosed: false,
    };
  }

  #views() {
    const { buffer } = this.instance.memory;
    const fields = this.#fields;
    let at = this.#arrays;
    const array = (length: number) => {
      const start = at;
      at += length * WORD;
      return new Uint32Array(buffer, start, length);
    };
    // The order is the kernel's.
    return {
      fieldStarts: array(fields),
      fieldEnds: array(fields),
      rowStarts: array(fields),
      rowEnds: array(fields),
      rowLines: array(fields),
      rowFields: array(fields + 1),
      fieldKinds: new Uint8Array(buffer, at, fields),
    };
  }
}

/** Bytes of the arrays of a batch. */
const bytesOf = (fields: number) => 6 * WORD * fields + WORD + fields;
