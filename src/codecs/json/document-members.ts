import { EngineError } from '../../engine/problems';
import { LONGEST_ROW, type ByteWindow } from '../bytes/byte-window';
import { elementEnd } from './element-end';
import { lineEnds, Mark, skipSpace } from './syntax';
import { jsonText } from './unescape';
import { t } from '../../engine/language';

/**
 * Goes through the members of the object around the rows, consuming the window: `{"version": 1, "data": [`. A value is
 * skipped by its brackets alone.
 */
export class DocumentMembers {
  readonly window: ByteWindow;
  /** Of the window's position. */
  line: number;
  /** Of the last member that was found. */
  key = '';
  /** An object's bytes up to which a value is looked at. */
  readonly #budget: number;

  /** The window stands behind the opening brace or behind a value. */
  constructor(window: ByteWindow, line: number, budget = LONGEST_ROW) {
    this.window = window;
    this.line = line;
    this.#budget = budget;
  }

  /** The next byte that is no white space, which becomes the window's position; undefined at the end of the file. */
  peek(): number | undefined {
    const { window } = this;
    for (;;) {
      const at = skipSpace(window.bytes, window.from, window.to);
      this.#consume(at);
      if (at < window.to) return window.bytes[at];
      if (window.ended) return undefined;
      window.fill();
    }
  }

  /** Goes to the next member's value; false at the closing brace, which is consumed. @throws Broken */
  next(first: boolean): boolean {
    const mark = this.peek();
    if (mark === Mark.closeObject) {
      this.#consume(this.window.from + 1);
      return false;
    }
    if (!first) {
      if (mark !== Mark.comma) throw new Broken(mark === undefined);
      this.#consume(this.window.from + 1);
    }
    if (this.peek() !== Mark.quote) throw new Broken(this.peek() === undefined);
    const length = this.#valueLength();
    const { bytes, from } = this.window;
    this.key = keyText(bytes, from + 1, from + length - 1);
    this.#consume(from + length);
    if (this.peek() !== Mark.colon) throw new Broken(this.peek() === undefined);
    this.#consume(this.window.from + 1);
    if (this.peek() === undefined) throw new Broken(true);
    return true;
  }

  /** The bytes of the value at the window's position. @throws Broken when it does not end; OverBudget */
  value(): Uint8Array {
    const length = this.#valueLength();
    return this.window.bytes.subarray(this.window.from, this.window.from + length);
  }

  /** Goes behind the value at the window's position. @throws Broken when it does not end; OverBudget */
  skip(): void {
    // Before the position is asked for, which moves when more is read.
    const length = this.#valueLength();
    this.#consume(this.window.from + length);
  }

  /** The first byte inside the list or object at the window's position; undefined at the end of the file. */
  inside(): number | undefined {
    const { window } = this;
    for (;;) {
      const at = skipSpace(window.bytes, window.from + 1, window.to);
      if (at < window.to) return window.bytes[at];
      if (window.ended) return undefined;
      window.fill();
    }
  }

  #valueLength(): number {
    const { window } = this;
    for (;;) {
      const { bytes, from, to, ended } = window;
      const { end } = elementEnd(bytes, from, from, to);
      if (end > from) return end - from;
      if (ended) throw new Broken(true);
      if (to - from > this.#budget) throw new OverBudget();
      if (to - from >= LONGEST_ROW) {
        throw new EngineError(
          'too-large',
          t`The value of \`${this.key}\` on line ${this.line + 1} is longer than 128 MB and holds no rows: a bracket or a quote there is probably never closed.`,
          { line: this.line, byte: window.base },
        );
      }
      window.fill();
    }
  }

  #consume(at: number): void {
    const { window } = this;
    this.line += lineEnds(window.bytes, window.from, at);
    window.consume(at);
  }
}

/** The document is not JSON, or `atEnd` breaks off. */
export class Broken extends Error {
  readonly atEnd: boolean;

  constructor(atEnd: boolean) {
    super('broken');
    this.atEnd = atEnd;
  }
}

/** A value is longer than what may be looked at. */
export class OverBudget extends Error {}

function keyText(bytes: Uint8Array, start: number, end: number): string {
  try {
    return jsonText(bytes, start, end);
  } catch {
    return new TextDecoder().decode(bytes.subarray(start, end));
  }
}
