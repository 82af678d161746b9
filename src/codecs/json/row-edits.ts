import { CellTag } from '../../engine/table/table';
import { madeValue } from './json-value';
import { pathKeys } from './path-names';
import { noMembers, scanObject } from './scan-object';
import type { Members } from './scan-object';
import { Mark, skipSpace } from './syntax';
import { jsonText } from './unescape';

/** Bytes [from, to) of a row give way to a text. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** New values by path. */
export interface Replacement {
  text?: string;
  readonly members: Map<string, Replacement>;
}

/** New values of some columns, by their names. */
export function replacementOf(
  values: readonly { readonly name: string; readonly text: string }[],
): Replacement {
  const root: Replacement = { members: new Map() };
  for (const { name, text } of values) {
    let at = root;
    for (const key of pathKeys(name)) {
      let member = at.members.get(key);
      if (!member) at.members.set(key, (member = { members: new Map() }));
      at = member;
    }
    at.text = text;
  }
  return root;
}

/** A new value would stand inside a value that is no object, or in place of an object. */
export class NoPlace extends Error {
  readonly path: string;

  constructor(path: string) {
    super(path);
    this.path = path;
  }
}

/**
 * The edits that give an object its new values and added members (as JSON), ascending; undefined when the bytes are no
 * object. Of a repeated key the last is replaced; a value that the object lacks is added, unless it is empty.
 * @throws NoPlace
 */
export function editsOf(
  row: Uint8Array,
  replacement: Replacement,
  added: readonly (readonly [key: string, json: string])[],
): Edit[] | undefined {
  const members = noMembers();
  if (scanObject(row, 0, row.length, members) !== 'object') return undefined;
  const edits: Edit[] = [];
  editObject(row, members, replacement, added, '', edits);
  return edits.sort((a, b) => a.from - b.from);
}

function editObject(
  row: Uint8Array,
  members: Members,
  { members: wanted }: Replacement,
  added: readonly (readonly [key: string, json: string])[],
  path: string,
  edits: Edit[],
): void {
  const found = wanted.size === 0 ? new Map<string, number>() : lastMembers(row, members, wanted);
  const style = styleOf(row, members);
  const inserted: string[] = [];
  for (const [key, replacement] of wanted) {
    const member = found.get(key);
    if (member !== undefined) editValue(row, members, member, replacement, `${path}${key}`, edits);
    else {
      const json = jsonOf(replacement, style.colon);
      if (json !== undefined) inserted.push(memberText(key, style.colon, json));
    }
  }
  inserted.push(...added.map(([key, json]) => memberText(key, style.colon, json)));
  if (inserted.length === 0) return;
  const at = endOfContent(row, members.close);
  const comma = `,${style.gap}`;
  edits.push({ from: at, to: at, text: (members.count > 0 ? comma : '') + inserted.join(comma) });
}

function editValue(
  row: Uint8Array,
  { valueStarts, valueEnds, tags }: Members,
  member: number,
  replacement: Replacement,
  path: string,
  edits: Edit[],
): void {
  const from = valueStarts[member]!;
  const to = valueEnds[member]!;
  const tag = tags[member]!;
  const { text } = replacement;
  const isObject = row[from] === Mark.openObject;
  if (isObject && row[skipSpace(row, from + 1, to)] !== Mark.closeObject) {
    // A cell that is a whole object has no columns for its members.
    if (text !== undefined && replacement.members.size === 0) {
      if (text !== '') edits.push({ from, to, text: madeValue(tag, text) });
      return;
    }
    if (text !== undefined && text !== '') throw new NoPlace(path);
    const inner = noMembers();
    scanObject(row, from, to, inner);
    editObject(row, inner, replacement, [], `${path}.`, edits);
    return;
  }
  const nested = jsonOf({ members: replacement.members }, '');
  if (nested !== undefined) {
    if (tag !== CellTag.text && !isObject) throw new NoPlace(path);
    edits.push({ from, to, text: nested });
  } else if (text !== undefined) edits.push({ from, to, text: madeValue(tag, text) });
}

/** A value that was not there; undefined when all of it is empty. */
function jsonOf({ text, members }: Replacement, colon: string): string | undefined {
  if (text !== undefined && text !== '') return madeValue(undefined, text);
  const parts: string[] = [];
  for (const [key, member] of members) {
    const json = jsonOf(member, colon);
    if (json !== undefined) parts.push(memberText(key, colon, json));
  }
  return parts.length > 0 ? `{${parts.join(colon === '' ? ',' : ', ')}}` : undefined;
}

function memberText(key: string, space: string, json: string): string {
  return `${JSON.stringify(key)}:${space}${json}`;
}

/** The last member of each wanted key. */
function lastMembers(
  row: Uint8Array,
  { count, keyStarts, keyEnds }: Members,
  wanted: ReadonlyMap<string, Replacement>,
): Map<string, number> {
  const found = new Map<string, number>();
  for (let member = 0; member < count; member++) {
    const key = jsonText(row, keyStarts[member]!, keyEnds[member]!);
    if (wanted.has(key)) found.set(key, member);
  }
  return found;
}

/** White space of the object: behind colons, and between a comma and the next key. */
function styleOf(row: Uint8Array, members: Members): { colon: string; gap: string } {
  const { count, keyStarts, keyEnds, valueStarts, valueEnds, close } = members;
  if (count === 0) return { colon: '', gap: '' };
  const text = (from: number, to: number) => String.fromCharCode(...row.subarray(from, to));
  const colon = row[keyEnds[0]! + 2] === 32 && valueStarts[0]! > keyEnds[0]! + 2 ? ' ' : '';
  if (count > 1) {
    const comma = skipSpace(row, valueEnds[0]!, close);
    return { colon, gap: text(comma + 1, keyStarts[1]! - 1) };
  }
  let open = keyStarts[0]! - 2;
  while (row[open] !== Mark.openObject) open--;
  const lead = text(open + 1, keyStarts[0]! - 1);
  return { colon, gap: lead.includes('\n') ? lead : colon };
}

/** The position after the last byte before the closing brace that is no white space. */
function endOfContent(row: Uint8Array, close: number): number {
  let at = close;
  while (row[at - 1]! <= 32) at--;
  return at;
}
