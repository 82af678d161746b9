import { EngineError } from '../../engine/problems';
import { FourByteTable, isMultiByte } from './multi-byte';
import { t } from '../../engine/language';

/** Text from bytes and back in one encoding. */
export interface Charset {
  /** Lower case, as in the Encoding Standard: utf-8, utf-16le, windows-1252 ... */
  readonly name: string;
  decode(bytes: Uint8Array): string;
  /** @throws EngineError unwritable, naming a character that the encoding does not have */
  encode(text: string): Uint8Array;
}

const utf8Decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const utf8Encoder = new TextEncoder();

/** A decoder call costs more than a short ASCII text does. */
const SHORT = 48;

function shortAscii(bytes: Uint8Array): boolean {
  if (bytes.length > SHORT) return false;
  for (const byte of bytes) if (byte > 127) return false;
  return true;
}

/** UTF-8; bytes that are not valid become U+FFFD. */
export const UTF8: Charset = {
  name: 'utf-8',
  decode: (bytes) =>
    shortAscii(bytes)
      ? String.fromCharCode.apply(null, bytes as unknown as number[])
      : utf8Decoder.decode(bytes),
  encode: (text) => utf8Encoder.encode(text),
};

/**
 * The charset of a label of the Encoding Standard (`latin1` is windows-1252, as there). ASCII must mean itself in it,
 * UTF-16 excepted. @throws EngineError bad-parameter
 */
export function charsetFor(label: string): Charset {
  const name = canonicalName(label);
  if (name === 'utf-8') return UTF8;
  if (name === 'utf-16le' || name === 'utf-16be') return utf16(name);
  return tableCharset(name);
}

/** True for encodings that are transcoded to UTF-8 before they are scanned, because ASCII bytes may not be ASCII. */
export function isTranscoded(name: string): boolean {
  return isUtf16(name) || isMultiByte(name);
}

/** True for encodings with two-byte units. */
export function isUtf16(name: string): boolean {
  return name.startsWith('utf-16');
}

function canonicalName(label: string): string {
  try {
    const { encoding } = new TextDecoder(label);
    if (encoding !== 'iso-2022-jp') return encoding;
  } catch {
    // Unknown labels get the same sentence as those that cannot be scanned.
  }
  throw new EngineError(
    'bad-parameter',
    t`The encoding '${label}' cannot be read: name one such as utf-8, utf-16le, latin1 or shift_jis.`,
  );
}

function utf16(name: 'utf-16le' | 'utf-16be'): Charset {
  const decoder = new TextDecoder(name, { ignoreBOM: true });
  const littleEndian = name === 'utf-16le';
  return {
    name,
    decode: (bytes) => decoder.decode(bytes),
    encode(text) {
      const view = new DataView(new ArrayBuffer(text.length * 2));
      for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), littleEndian);
      return new Uint8Array(view.buffer);
    },
  };
}

/** windows-1252 from 0x80 to 0x9F; some platforms decode it as ISO 8859-1, so the table is our own. */
const WINDOWS_1252_HIGH =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

function windows1252(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    text += byte < 0x80 || byte > 0x9f ? String.fromCharCode(byte) : WINDOWS_1252_HIGH[byte - 0x80];
  }
  return text;
}

/** Encodings without an encoder on the platform: the way back is looked up among all one- and two-byte sequences. */
function tableCharset(name: string): Charset {
  const decoder = new TextDecoder(name);
  const decode =
    name === 'windows-1252' ? windows1252 : (bytes: Uint8Array) => decoder.decode(bytes);
  let back: Map<string, readonly number[]> | undefined;
  return {
    name,
    decode,
    encode(text) {
      const bytes: number[] = [];
      for (const character of text) {
        if (character < '\u0080') bytes.push(character.charCodeAt(0));
        else {
          back ??= sequencesOf(decode);
          const sequence = back.get(character) ?? fourByte(name)?.sequence(character);
          if (sequence === undefined) throw notEncodable(character, name);
          bytes.push(...sequence);
        }
      }
      return Uint8Array.from(bytes);
    },
  };
}

let fourBytes: FourByteTable | undefined;

function fourByte(name: string): FourByteTable | undefined {
  return name === 'gb18030' ? (fourBytes ??= new FourByteTable()) : undefined;
}

function notEncodable(character: string, name: string): EngineError {
  return new EngineError(
    'unwritable',
    t`The character '${character}' cannot be written in ${name}, the encoding of this file: save the file as UTF-8 first.`,
  );
}

function sequencesOf(decode: (bytes: Uint8Array) => string): Map<string, readonly number[]> {
  const sequences = new Map<string, readonly number[]>();
  const add = (sequence: readonly number[]) => {
    const text = decode(Uint8Array.from(sequence));
    if ([...text].length === 1 && text !== '\ufffd' && !sequences.has(text))
      sequences.set(text, sequence);
  };
  for (let lead = 0x80; lead < 0x100; lead++) add([lead]);
  for (let lead = 0x80; lead < 0x100; lead++) {
    for (let trail = 0x40; trail < 0x100; trail++) add([lead, trail]);
  }
  return sequences;
}
