import { EngineError } from '../../engine/problems';
import { charsetFor, isUtf16 } from './charset';
import { Utf8Census } from './utf8-census';
import { t } from '../../engine/language';

/** What the first bytes say about the encoding. */
export interface EncodingGuess {
  /** A charset's name. Without a mark this is utf-8 until the whole file was seen. */
  readonly name: string;
  /** Length of the byte order mark. */
  readonly bomLength: number;
  /** `mark`: proven by a byte order mark; `given`: the user said so; `guessed`: by look; `open`: the bytes decide. */
  readonly by: 'mark' | 'given' | 'guessed' | 'open';
}

/**
 * Reads the byte order mark, or recognises UTF-16 without one by its zero bytes.
 * @throws EngineError bad-parameter for an unknown label, unreadable for UTF-32
 */
export function detectEncoding(head: Uint8Array, label?: string): EncodingGuess {
  const marked = byMark(head);
  if (label !== undefined) {
    const { name } = charsetFor(label);
    return { name, bomLength: marked?.name === name ? marked.bomLength : 0, by: 'given' };
  }
  if (marked) return { ...marked, by: 'mark' };
  const zeros = byZeros(head);
  return zeros === undefined
    ? { name: 'utf-8', bomLength: 0, by: 'open' }
    : { name: zeros, bomLength: 0, by: 'guessed' };
}

/** The encoding of an open guess once all bytes were counted: UTF-8 unless most of what is not ASCII is malformed. */
export function settleEncoding(census: Pick<Utf8Census, 'malformed' | 'multibyte'>): string {
  return census.malformed > census.multibyte ? 'windows-1252' : 'utf-8';
}

/** The text of the first bytes, for the detection of the dialect. */
export function previewText(head: Uint8Array, guess: EncodingGuess): string {
  let end = head.length;
  if (isUtf16(guess.name)) end -= (end - guess.bomLength) % 2;
  const bytes = head.subarray(guess.bomLength, end);
  if (guess.by !== 'open') return charsetFor(guess.name).decode(bytes);
  const census = new Utf8Census();
  census.add(bytes, 0, bytes.length);
  return charsetFor(settleEncoding(census)).decode(bytes);
}

function byMark(head: Uint8Array): { name: string; bomLength: number } | undefined {
  const [a, b, c, d] = head;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe)) {
    throw new EngineError(
      'unreadable',
      t('The file is UTF-32, which is not supported: save it as UTF-8.'),
    );
  }
  if (a === 0xef && b === 0xbb && c === 0xbf) return { name: 'utf-8', bomLength: 3 };
  if (a === 0xff && b === 0xfe) return { name: 'utf-16le', bomLength: 2 };
  if (a === 0xfe && b === 0xff) return { name: 'utf-16be', bomLength: 2 };
  return undefined;
}

/**
 * Mostly Latin text in UTF-16 has a zero in every second byte: at least 40 % on one side, at most 10 % on the other. A
 * single zero proves nothing: it may be a stray NUL in a very short file.
 */
function byZeros(head: Uint8Array): string | undefined {
  const pairs = Math.min(head.length >> 1, 2048);
  if (pairs < 2) return undefined;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs; i++) {
    if (head[i * 2] === 0) even++;
    if (head[i * 2 + 1] === 0) odd++;
  }
  const enough = Math.max(2, pairs * 0.4);
  if (odd >= enough && even <= pairs * 0.1) return 'utf-16le';
  if (even >= enough && odd <= pairs * 0.1) return 'utf-16be';
  return undefined;
}
