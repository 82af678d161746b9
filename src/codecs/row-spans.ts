import type { RowSpans } from '../engine/table';

/** Collects where rows lie; grows by doubling. */
export class SpanBuilder {
  #starts = new Float64Array(1024);
  #lengths = new Uint32Array(1024);
  #lines = new Uint32Array(1024);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(start: number, length: number, line: number): void {
    const row = this.#count++;
    if (row >= this.#starts.length) this.#resize(this.#starts.length * 2);
    this.#starts[row] = start;
    this.#lengths[row] = length;
    this.#lines[row] = line;
  }

  /** The spans, without spare room; the builder must not be used afterwards. */
  finish(): RowSpans {
    if (this.#count < this.#starts.length) this.#resize(this.#count);
    const [starts, lengths, lines] = [this.#starts, this.#lengths, this.#lines];
    return {
      count: this.#count,
      start: (row) => starts[row]!,
      length: (row) => lengths[row]!,
      line: (row) => lines[row]!,
    };
  }

  #resize(length: number): void {
    const kept = Math.min(length, this.#count);
    const starts = new Float64Array(length);
    starts.set(this.#starts.subarray(0, kept));
    const lengths = new Uint32Array(length);
    lengths.set(this.#lengths.subarray(0, kept));
    const lines = new Uint32Array(length);
    lines.set(this.#lines.subarray(0, kept));
    this.#starts = starts;
    this.#lengths = lengths;
    this.#lines = lines;
  }
}
