/** What some bytes of a file are in UTF-8. */
export interface Transcoded {
  readonly bytes: Uint8Array;
  /** Bytes of the file that the UTF-8 bytes stand for: all of a character at its first byte, 0 at the others. */
  readonly widths: Uint8Array;
}

/** The characters that begin with a lead byte; the second byte may be one of ASCII, such as `|` or a backslash. */
interface Leads {
  readonly from: number;
  readonly to: number;
  readonly except?: readonly [from: number, to: number];
  /** Some characters have four bytes: lead, digit, lead, digit. */
  readonly four?: true;
}

const LEADS: Readonly<Record<string, Leads>> = {
  shift_jis: { from: 0x81, to: 0xfc, except: [0xa0, 0xdf] },
  gb18030: { from: 0x81, to: 0xfe, four: true },
  gbk: { from: 0x81, to: 0xfe, four: true },
  big5: { from: 0x81, to: 0xfe },
  'euc-kr': { from: 0x81, to: 0xfe },
};

/** True for encodings in which a byte of ASCII may be the second half of another character. */
export function isMultiByte(encoding: string): boolean {
  return encoding in LEADS;
}

/**
 * Turns a stream of bytes of a multi-byte encoding into UTF-8, character by character, so that each keeps its place in
 * the file. A byte that begins no character becomes U+FFFD alone, as the Encoding Standard says.
 */
export class MultiByteTranscoder {
  readonly #leads: Leads;
  readonly #decode: (bytes: Uint8Array) => string;
  readonly #encoder = new TextEncoder();
  /** UTF-8 by lead and second byte; empty where the lead stands for no character. */
  readonly #pairs: (Uint8Array | undefined)[] = [];
  readonly #singles: Uint8Array[];
  #rest: Uint8Array = new Uint8Array(0);

  constructor(encoding: string) {
    this.#leads = LEADS[encoding]!;
    const decoder = new TextDecoder(encoding);
    this.#decode = (bytes) => decoder.decode(bytes);
    this.#singles = Array.from({ length: 256 }, (_, byte) => this.#utf8(Uint8Array.of(byte)));
  }

  /** Transcodes the next bytes; a character that is cut off waits for the bytes behind it, unless they are the `last`. */
  transcode(raw: Uint8Array, last: boolean): Transcoded {
    const bytes = new Uint8Array(this.#rest.length + raw.length);
    bytes.set(this.#rest);
    bytes.set(raw, this.#rest.length);
    // Two bytes become three at most, one becomes three.
    const into = new Uint8Array(bytes.length * 3);
    const widths = new Uint8Array(into.length);
    let to = 0;
    let at = 0;
    while (at < bytes.length) {
      const byte = bytes[at]!;
      if (byte < 0x80) {
        widths[to] = 1;
        into[to++] = byte;
        at++;
        continue;
      }
      const length = this.#lengthAt(bytes, at);
      if (at + length > bytes.length && !last) break;
      const [utf8, width] = this.#character(bytes, at, length);
      into.set(utf8, to);
      widths[to] = width;
      to += utf8.length;
      at += width;
    }
    this.#rest = bytes.slice(at);
    return { bytes: into.subarray(0, to), widths: widths.subarray(0, to) };
  }

  #lengthAt(bytes: Uint8Array, at: number): number {
    const { from, to, except, four } = this.#leads;
    const lead = bytes[at]!;
    if (lead < from || lead > to || (except && lead >= except[0] && lead <= except[1])) return 1;
    const second = bytes[at + 1];
    return four && second !== undefined && second >= 0x30 && second <= 0x39 ? 4 : 2;
  }

  /** The UTF-8 of the character at `at`, and its bytes in the file. */
  #character(bytes: Uint8Array, at: number, length: number): readonly [Uint8Array, number] {
    const lead = bytes[at]!;
    if (length === 1 || at + length > bytes.length) return [this.#singles[lead]!, 1];
    if (length === 4) {
      const text = this.#decode(bytes.subarray(at, at + 4));
      const whole = text !== '' && !text.includes('\ufffd') && [...text].length === 1;
      return whole ? [this.#encoder.encode(text), 4] : [this.#singles[lead]!, 1];
    }
    const second = bytes[at + 1]!;
    const pair = (this.#pairs[(lead << 8) | second] ??= this.#pair(lead, second));
    return pair.length > 0 ? [pair, 2] : [this.#singles[lead]!, 1];
  }

  #pair(lead: number, second: number): Uint8Array {
    const text = this.#decode(Uint8Array.of(lead, second));
    return text.startsWith('\ufffd') && text.length > 1 ? new Uint8Array(0) : this.#utf8Of(text);
  }

  #utf8(bytes: Uint8Array): Uint8Array {
    return this.#utf8Of(this.#decode(bytes));
  }

  #utf8Of(text: string): Uint8Array {
    return this.#encoder.encode(text);
  }
}

/** GB18030's bytes for characters that have four of them; undefined for others. */
export class FourByteTable {
  readonly #bmp = new Map<string, number>();

  constructor() {
    // In the order of their bytes, these are all characters up to U+FFFF that have no shorter form.
    const all = new Uint8Array(BMP_SEQUENCES * 4);
    for (let i = 0; i < BMP_SEQUENCES; i++) all.set(fourBytes(i), i * 4);
    const text = new TextDecoder('gb18030').decode(all);
    for (let i = 0; i < BMP_SEQUENCES; i++) this.#bmp.set(text[i]!, i);
  }

  /** The bytes of one character. */
  sequence(character: string): readonly number[] | undefined {
    const code = character.codePointAt(0)!;
    const index = code > 0xffff ? code - 0x10000 + SUPPLEMENTARY : this.#bmp.get(character);
    return index === undefined || character === '\ufffd' ? undefined : fourBytes(index);
  }
}

/** Sequences of characters up to U+FFFF, and the number of the sequence of U+10000. */
const BMP_SEQUENCES = 39_420;
const SUPPLEMENTARY = 189_000;

function fourBytes(index: number): readonly number[] {
  const digit = (n: number) => 0x30 + (n % 10);
  return [
    0x81 + Math.floor(index / 12_600),
    digit(Math.floor(index / 1260)),
    0x81 + (Math.floor(index / 10) % 126),
    digit(index),
  ];
}
