import { analyse } from 'chardet';
import type { ByteSource } from '../bytes';
import { detectEncoding } from './detect-encoding';
import type { EncodingGuess } from './detect-encoding';
import { isMultiByte } from './multi-byte';
import { readHead } from '../bytes/read-head';
import { Utf8Census } from './utf8-census';

/** What is read when nothing better is known. */
const LEGACY_DEFAULT = 'windows-1252';

/** Bytes of each sample, and how many samples of a file there are besides its head. */
const SAMPLE = 1 << 16;
const SAMPLES = 7;
/** Bytes at most for the guess, which looks at lines with bytes beyond ASCII only. */
const MOST = 1 << 17;
/** Confidence from which a guess that is not the usual one counts, of 100. */
const SURE = 25;

/** Names by which labels of the Encoding Standard differ from those of the guess. */
const ALIASES: Readonly<Record<string, string>> = {
  'iso-8859-1': 'windows-1252',
  'iso-8859-9': 'windows-1254',
  'iso-8859-2': 'windows-1250',
};

/**
 * The encoding of delimited text: as given, by its mark, by its zeros, by validity of UTF-8, else guessed from its head
 * and from samples. @throws EngineError bad-parameter for an unknown label, unreadable
 */
export function encodingOfText(
  source: ByteSource,
  head: Uint8Array,
  label?: string,
): EncodingGuess {
  const told = detectEncoding(head, label);
  if (told.by !== 'open') return told;
  const name = guessLegacy(source, head);
  return name === undefined ? told : { name, bomLength: 0, by: 'guessed' };
}

/**
 * The encoding of a file that is not UTF-8, by its head and samples spread over it: the best guess of character
 * statistics that decodes all of them, or windows-1252. Undefined while no more is malformed than is well-formed UTF-8.
 */
function guessLegacy(source: ByteSource, head: Uint8Array): string | undefined {
  const samples = [head];
  const step = Math.floor((source.size - head.length) / (SAMPLES + 1));
  if (step > SAMPLE) {
    for (let i = 1; i <= SAMPLES; i++) samples.push(sampleAt(source, head.length + i * step));
  }
  const census = new Utf8Census();
  for (const sample of samples) census.add(sample, 0, sample.length);
  if (census.malformed <= census.multibyte) return undefined;
  return guessOf(tellingLines(samples));
}

/** The lines of one sample, cut at line ends. */
function sampleAt(source: ByteSource, position: number): Uint8Array {
  const window: ByteSource = {
    name: source.name,
    size: SAMPLE,
    read: (at, into) => source.read(position + at, into),
  };
  const bytes = readHead(window, SAMPLE);
  const first = bytes.indexOf(10);
  return bytes.subarray(first + 1, Math.max(first + 1, bytes.lastIndexOf(10)));
}

/** The lines that have bytes beyond ASCII. */
function tellingLines(samples: readonly Uint8Array[]): Uint8Array {
  const lines: Uint8Array[] = [];
  let length = 0;
  for (const sample of samples) {
    for (let at = 0; at < sample.length && length < MOST;) {
      const found = sample.indexOf(10, at);
      const end = found < 0 ? sample.length : found + 1;
      const line = sample.subarray(at, end);
      if (line.some((byte) => byte > 127)) {
        lines.push(line.subarray(0, MOST));
        length += line.length;
      }
      at = end;
    }
  }
  const all = new Uint8Array(lines.reduce((sum, line) => sum + line.length, 0));
  let to = 0;
  for (const line of lines) {
    all.set(line, to);
    to += line.length;
  }
  return all;
}

function guessOf(bytes: Uint8Array): string {
  for (const { name, confidence } of analyse(bytes)) {
    const label = ALIASES[name.toLowerCase()] ?? name.toLowerCase();
    if (confidence < SURE) break;
    if (/^(utf|ascii|iso-2022)/.test(label)) continue;
    const canonical = canonicalOf(label);
    if (canonical !== undefined && decodes(canonical, bytes)) return canonical;
  }
  return LEGACY_DEFAULT;
}

function canonicalOf(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

/** Whether all bytes are characters; a multi-byte character may be cut off at the end. */
function decodes(label: string, bytes: Uint8Array): boolean {
  try {
    new TextDecoder(label, { fatal: true }).decode(bytes, { stream: isMultiByte(label) });
    return true;
  } catch {
    return false;
  }
}
