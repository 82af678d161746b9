import { ByteWindow } from '../bytes/byte-window';
import type { ByteSource } from '../bytes';
import type { EncodingGuess } from '../encodings/detect-encoding';
import { Broken, DocumentMembers } from './document-members';
import type { DocumentLayout } from './document-layout';
import { Mark } from './syntax';

const CHUNK = 1 << 16;
/** The list whose elements are the rows, and those that are read beside it. */
const ROWS = 'annotations';
const BESIDE = ['images', 'categories'];
/** Members of such documents, by which they are told before their lists are gone through. */
const MEMBERS = new Set([ROWS, ...BESIDE, 'info', 'licenses', 'videos', 'type']);

/** Whether a document with these members may hold annotations of images (COCO, LVIS). */
export function mayBeAnnotations(keys: readonly string[]): boolean {
  return keys.includes('images') || (keys.includes(ROWS) && keys.every((key) => MEMBERS.has(key)));
}

/**
 * The lists of a document of annotations in the style of COCO: the annotations as rows, images and categories beside
 * them. Goes through the document once and holds nothing of it. Undefined when it has no such lists.
 */
export function annotationLists(
  source: ByteSource,
  encoding: EncodingGuess,
): DocumentLayout | undefined {
  const window = new ByteWindow(source, encoding.bomLength, CHUNK, encoding.name);
  const members = new DocumentMembers(window, 0);
  const lists = new Map<string, DocumentLayout>();
  try {
    if (members.peek() !== Mark.openObject) return undefined;
    window.consume(window.from + 1);
    for (let first = true; members.next(first); first = false) {
      const { key } = members;
      if (window.bytes[window.from] === Mark.openList && members.inside() !== undefined) {
        const start = window.base + window.fileLength(window.from, window.from + 1);
        lists.set(key, { arrangement: 'list', start, line: members.line, member: key });
      }
      members.line += skipValue(window);
    }
  } catch (error) {
    // What is wrong with the document is said where its rows are read.
    if (!(error instanceof Broken)) throw error;
  }
  const rows = lists.get(ROWS);
  if (!rows || !lists.has('images')) return undefined;
  const all = [rows, ...BESIDE.flatMap((key) => lists.get(key) ?? [])];
  return { ...rows, beside: all.slice(1).map((list) => ({ ...list, beside: all })) };
}

/** Consumes the value at the window's position, chunk by chunk; answers the line ends in it. @throws Broken */
function skipValue(window: ByteWindow): number {
  let depth = 0;
  let lines = 0;
  let inString = false;
  let escaped = false;
  for (;;) {
    const { bytes, to } = window;
    for (let at = window.from; at < to; at++) {
      const byte = bytes[at]!;
      if (byte === Mark.lineFeed) lines++;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === Mark.backslash) escaped = true;
        else if (byte === Mark.quote) inString = false;
        continue;
      }
      if (byte === Mark.quote) inString = true;
      else if (byte === Mark.openObject || byte === Mark.openList) depth++;
      else if (byte === Mark.closeObject || byte === Mark.closeList || byte === Mark.comma) {
        // A mark outside the value ends it; so does its own last bracket.
        if (depth === 0) return end(window, at, lines);
        if (byte !== Mark.comma && --depth === 0) return end(window, at + 1, lines);
      }
    }
    window.consume(to);
    if (window.ended) throw new Broken(true);
    window.fill();
  }
}

function end(window: ByteWindow, at: number, lines: number): number {
  window.consume(at);
  return lines;
}
