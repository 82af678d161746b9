import { WASM_BASE64 } from '../kernels/scan-delimited.wasm';
import type { ScanBatch, ScanMarks } from './scan-delimited';
import { TwinScanner } from './twin-scanner';

/** What src/kernels/scan-delimited.as.ts exports. */
interface Kernel {
  layOut(address: number, fields: number): number;
  scan(
    origin: number,
    from: number,
    to: number,
    ended: boolean,
    delimiter: number,
    quote: number,
    skipInitialSpace: boolean,
    capacity: number,
    firstLine: number,
  ): number;
  readonly rows: WebAssembly.Global;
  readonly line: WebAssembly.Global;
  readonly blankLines: WebAssembly.Global;
  readonly full: WebAssembly.Global;
  readonly textAfterQuote: WebAssembly.Global;
  readonly textAfterQuoteRow: WebAssembly.Global;
  readonly unclosed: WebAssembly.Global;
}

const PAGE = 1 << 16;
/** The kernel reads blocks of 64 bytes, the last of them beyond what was loaded. */
const PADDING = 64;
/** Longer windows hold one huge row, for which no memory shall be held twice. */
const LARGEST_LOAD = 1 << 26;

/** Scans with the WebAssembly kernel, into arrays that lie in its memory. Holds one copy of what was loaded. */
export class KernelScanner extends TwinScanner {
  readonly #module: WebAssembly.Module;
  #kernel: Kernel;
  #kernelBatch: ScanBatch;
  /** Where the loaded bytes lie in the kernel's memory, and how many fit. */
  #input: Uint8Array;
  /** Index of the first loaded byte; below 0 if the kernel has none and its twin scans. */
  #from = -1;

  constructor(module: WebAssembly.Module, marks: ScanMarks, fields: number) {
    super(marks, 0);
    this.#module = module;
    [this.#kernel, this.#kernelBatch, this.#input] = instantiate(module, fields, 0);
  }

  override get batch(): ScanBatch {
    return this.#kernelBatch;
  }

  override load(bytes: Uint8Array, from: number, to: number, ended: boolean): void {
    super.load(bytes, from, to, ended);
    this.#from = -1;
    if (to - from > LARGEST_LOAD) return;
    if (to - from > this.#input.length) this.#resize(this.batch.fieldStarts.length, to - from);
    this.#input.set(bytes.subarray(from, to));
    this.#from = from;
  }

  override scan(from: number, line: number): number {
    if (this.#from < 0) return super.scan(from, line);
    const kernel = this.#kernel;
    const batch = this.#kernelBatch;
    const done = kernel.scan(
      this.#input.byteOffset - this.#from,
      from,
      this.to,
      this.ended,
      this.marks.delimiter,
      this.marks.quote,
      this.marks.skipInitialSpace,
      batch.fieldStarts.length,
      line,
    );
    batch.rows = kernel.rows.value;
    batch.line = kernel.line.value;
    batch.blankLines = kernel.blankLines.value;
    batch.full = kernel.full.value !== 0;
    batch.textAfterQuote = kernel.textAfterQuote.value;
    batch.textAfterQuoteRow = kernel.textAfterQuoteRow.value;
    batch.unclosed = kernel.unclosed.value !== 0;
    return done >>> 0;
  }

  override enlarge(): void {
    const held = this.#input;
    this.#resize(this.batch.fieldStarts.length * 2, held.length);
    this.#input.set(held);
  }

  /** A new memory instead of a larger one: growing would detach the arrays that a caller may still read. */
  #resize(fields: number, bytes: number): void {
    [this.#kernel, this.#kernelBatch, this.#input] = instantiate(this.#module, fields, bytes);
  }
}

/** An instance with a memory of its own: the arrays of a batch, then room for at least `bytes` bytes. */
function instantiate(
  module: WebAssembly.Module,
  fields: number,
  bytes: number,
): [Kernel, ScanBatch, Uint8Array] {
  const words = Uint32Array.BYTES_PER_ELEMENT;
  const arrays = 6 * words * fields + words + fields;
  const pages = Math.ceil((PADDING + arrays + bytes * 1.25 + PADDING) / PAGE);
  const memory = new WebAssembly.Memory({ initial: pages });
  const kernel = new WebAssembly.Instance<Kernel>(module, { env: { memory } }).exports;
  let at = PADDING;
  const array = (length: number) => {
    const start = at;
    at += length * words;
    return new Uint32Array(memory.buffer, start, length);
  };
  const end = kernel.layOut(at, fields);
  // The literal's order is the kernel's.
  const batch: ScanBatch = {
    fieldStarts: array(fields),
    fieldEnds: array(fields),
    rowStarts: array(fields),
    rowEnds: array(fields),
    rowLines: array(fields),
    rowFields: array(fields + 1),
    fieldKinds: new Uint8Array(memory.buffer, at, fields),
    rows: 0,
    line: 0,
    blankLines: 0,
    full: false,
    textAfterQuote: 0,
    textAfterQuoteRow: -1,
    unclosed: false,
  };
  const room = memory.buffer.byteLength - end - PADDING;
  return [kernel, batch, new Uint8Array(memory.buffer, end, room)];
}

let compiled: WebAssembly.Module | undefined;

/** The compiled kernel; undefined where there is no WebAssembly, or none with 128-bit SIMD. */
export function kernelModule(): WebAssembly.Module | undefined {
  if (compiled === undefined && typeof WebAssembly !== 'undefined') {
    try {
      const binary = atob(WASM_BASE64);
      compiled = new WebAssembly.Module(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
    } catch {
      return undefined;
    }
  }
  return compiled;
}
