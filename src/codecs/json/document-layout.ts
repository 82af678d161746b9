import { EngineError } from '../../engine/problems';
import { ByteWindow } from '../bytes/byte-window';
import type { ByteSource } from '../bytes';
import type { EncodingGuess } from '../encodings/detect-encoding';
import { Broken, DocumentMembers, OverBudget } from './document-members';
import { annotationLists, mayBeAnnotations } from './annotation-lists';
import type { RowsStart } from './json-rows';
import { Mark, skipSpace } from './syntax';
import { t } from '../../engine/language';

/** Bytes of a document's first object that are looked at to tell a document with a list of rows from a row of its own. */
const LOOK = 1 << 23;
const CHUNK = 1 << 16;

/** Where the rows of a document are. */
export interface DocumentLayout extends RowsStart {
  /** The key of the member that is the list of rows; absent when nothing is around the rows. */
  readonly member?: string;
  /** Lists that are read beside the rows: images and categories beside annotations. */
  readonly beside?: readonly DocumentLayout[];
}

/**
 * Finds the rows of a JSON document: the elements of its list, those of the one member of its object that is a list of
 * objects, or objects that follow each other. @throws EngineError unsupported-format, naming what the document is
 * instead and what to do; unreadable
 */
export function documentLayout(source: ByteSource, encoding: EncodingGuess): DocumentLayout {
  const { bomLength, name } = encoding;
  const window = new ByteWindow(source, bomLength, CHUNK, name);
  const members = new DocumentMembers(window, 0, LOOK);
  const first = members.peek();
  if (first === undefined) return { arrangement: 'sequence', start: bomLength, line: 0 };
  if (first === Mark.openList) {
    const element = members.inside();
    if (element !== undefined && element !== Mark.openObject && element !== Mark.closeList) {
      throw noRows(source, listOf(element));
    }
    return listAt(members);
  }
  if (first !== Mark.openObject) throw noRows(source, t('one value'));
  const sequence: DocumentLayout = { arrangement: 'sequence', start: bomLength, line: 0 };
  window.consume(window.from + 1);
  return layoutOfObject(source, encoding, members) ?? sequence;
}

/** The layout of a document that begins with an object; undefined when the object is a row of its own. */
function layoutOfObject(
  source: ByteSource,
  encoding: EncodingGuess,
  members: DocumentMembers,
): DocumentLayout | undefined {
  const found: DocumentLayout[] = [];
  const shapes: Shape[] = [];
  const keys: string[] = [];
  const annotations = () =>
    mayBeAnnotations(keys) ? annotationLists(source, encoding) : undefined;
  try {
    for (let first = true; members.next(first); first = false) {
      keys.push(members.key);
      const shape = shapeOf(members);
      if (shape === 'rows') found.push({ ...listAt(members), member: members.key });
      shapes.push(shape);
      members.skip();
    }
    // What follows says whether the object was the document or a row.
    if (members.peek() !== undefined) return undefined;
  } catch (error) {
    if (!(error instanceof OverBudget) && !(error instanceof Broken)) throw error;
    if (error instanceof Broken && found.length === 0) return undefined;
    return annotations() ?? one(source, found);
  }
  if (found.length > 0) return annotations() ?? one(source, found);
  throw noRows(source, objectOf(shapes));
}

type Shape = 'rows' | 'values' | 'numbered' | 'other';

function shapeOf(members: DocumentMembers): Shape {
  const { window } = members;
  const mark = window.bytes[window.from];
  if (mark === Mark.openList) {
    const element = members.inside();
    if (element === Mark.openObject) return 'rows';
    return element === Mark.openList || element === Mark.closeList ? 'other' : 'values';
  }
  if (mark !== Mark.openObject) return 'other';
  const value = members.value();
  const key = skipSpace(value, 1, value.length);
  const isNumbered =
    value[key] === Mark.quote && value[key + 1] === 48 && value[key + 2] === Mark.quote;
  return isNumbered ? 'numbered' : 'other';
}

function objectOf(shapes: readonly Shape[]): string {
  if (shapes.length > 0 && shapes.every((shape) => shape === 'values'))
    return t('a list per column');
  if (shapes.length > 0 && shapes.every((shape) => shape === 'numbered'))
    return t('an object per column');
  return t('one object');
}

function listOf(element: number): string {
  if (element === Mark.openList) return t('a list of lists');
  return t('a list of values');
}

/** The list at the window's position. */
function listAt({ window, line }: DocumentMembers): DocumentLayout {
  const start = window.base + window.fileLength(window.from, window.from + 1);
  return { arrangement: 'list', start, line };
}

function one(source: ByteSource, found: readonly DocumentLayout[]): DocumentLayout {
  const [only, second] = found;
  if (only === undefined) throw noRows(source, t('one object'));
  if (second) throw severalLists(source, only.member!, second.member!);
  return only;
}

/** The refusal of a document with two lists of rows. */
function severalLists(source: ByteSource, first: string, second: string): EngineError {
  return new EngineError(
    'unsupported-format',
    t`\`${source.name}\` has more than one list of rows, \`${first}\` and \`${second}\`: save the one to audit in a file of its own.`,
  );
}

function noRows({ name }: ByteSource, what: string): EngineError {
  return new EngineError(
    'unsupported-format',
    t`\`${name}\` is ${what} and not a list of rows: write one object per row, as \`[{"a": 1}, {"a": 2}]\` or one per line (in pandas: \`to_json(orient="records")\`).`,
  );
}

/**
 * What stands behind the closed list of rows: what is wrong with it as a sentence's end, or undefined.
 * @throws EngineError unsupported-format for another list of rows
 */
export function tailFault(
  source: ByteSource,
  window: ByteWindow,
  line: number,
  { member, beside = [] }: DocumentLayout,
): { readonly message: string; readonly line: number; readonly byte: number } | undefined {
  const members = new DocumentMembers(window, line);
  // Where what stands behind the list begins: how much of it was read before it broke depends on the reads.
  const place = { line, byte: window.base };
  const fault = (message: string) => ({ message, ...place });
  try {
    if (member !== undefined) {
      while (members.next(false)) {
        const known = beside.some((list) => list.member === members.key);
        if (!known && shapeOf(members) === 'rows') throw severalLists(source, member, members.key);
        members.skip();
      }
    }
    const mark = members.peek();
    return mark === undefined
      ? undefined
      : fault(t('has text behind the end of the list, which was not read'));
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return fault(t('breaks off or is not JSON behind the list of rows, which was not read'));
  }
}
