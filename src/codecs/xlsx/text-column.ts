import { TextDictionary, type Codes, type Column } from '../../engine/table/table';

/** A string and its entry in a map. */
const PER_TEXT = 80;

/** One column of texts, cell by cell; rows without a value are missing. */
export class TextColumn {
  readonly #codeOf = new Map<string, number>([['', 0]]);
  readonly #texts = [''];
  #codes = new Uint32Array(1024);
  #textBytes = 0;

  /** Bytes that the cells take, about; with `rows` rows. */
  bytes(rows: number): number {
    const room = Math.max(this.#codes.length, rows * 2);
    return room * 4 + this.#textBytes;
  }

  /** Sets the cell of a row; '' is missing. */
  set(row: number, text: string): void {
    let code = this.#codeOf.get(text);
    if (code === undefined) {
      code = this.#texts.length;
      this.#codeOf.set(text, code);
      this.#texts.push(text);
      this.#textBytes += PER_TEXT + 2 * text.length;
    }
    if (row >= this.#codes.length) {
      const larger = new Uint32Array(Math.max(row + 1, this.#codes.length * 2));
      larger.set(this.#codes);
      this.#codes = larger;
    }
    this.#codes[row] = code;
  }

  /** The column of a table of `rows` rows. */
  finish(index: number, name: string, rows: number): Column {
    const size = this.#texts.length;
    const Width = size <= 0x100 ? Uint8Array : size <= 0x10000 ? Uint16Array : Uint32Array;
    const codes: Codes = new Width(rows);
    codes.set(this.#codes.subarray(0, rows));
    return { index, name, codes, dictionary: new TextDictionary(this.#texts) };
  }
}
