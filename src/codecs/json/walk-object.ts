import { CellTag } from '../../engine/table/table';
import type { JsonBatch } from './json-batch';
import { LeafKind, LONG_INTEGER, NO_PATH, ROOT, RowKind } from './json-batch';
import type { PathNames } from './path-names';
import type { PathTable } from './path-table';
import { noMembers, scanObject } from './scan-object';
import type { Members } from './scan-object';
import { hasEscape, unescape } from './unescape';
import type { Surrogates } from './unescape';
import { Mark, skipSpace } from './syntax';

/**
 * Splits rows into leaves, object by object. This says what the leaves of a row are; the kernel finds the same for
 * rows without repeated keys.
 */
export class ObjectWalker {
  readonly #paths: PathTable;
  readonly #names: PathNames;
  /** Members per depth, used again from row to row. */
  readonly #members: Members[] = [];
  /** The last member of each path in the object at hand. */
  readonly #lastMember: number[] = [];
  readonly #surrogates: Surrogates = { lone: 0 };
  #bytes: Uint8Array = new Uint8Array(0);
  #shift = 0;
  #leaf = 0;
  #flags = 0;

  constructor(paths: PathTable, names: PathNames) {
    this.#paths = paths;
    this.#names = names;
  }

  /**
   * Writes the leaves of the object in bytes [from, to), a row without its gap, to a batch from leaf `leaf` on. The
   * bytes of the batch begin at `shift` of those given, and its strings lose their escapes. Returns the row's kind; of
   * repeated keys the last counts.
   */
  walk(
    bytes: Uint8Array,
    from: number,
    to: number,
    shift: number,
    batch: JsonBatch,
    leaf: number,
  ): number {
    this.#bytes = bytes;
    this.#shift = shift;
    this.#leaf = leaf;
    this.#flags = 0;
    const members = this.#membersAt(0);
    const kind = scanObject(bytes, from, to, members);
    if (kind === 'object') this.#take(members, ROOT, 0, batch);
    return KINDS[kind] | this.#flags;
  }

  /** The leaf after the last one of the row that was walked. */
  get leaf(): number {
    return this.#leaf;
  }

  #take(members: Members, path: number, depth: number, batch: JsonBatch): void {
    const bytes = this.#bytes;
    const { count, keyStarts, keyEnds, valueStarts, valueEnds, tags } = members;
    const paths: number[] = [];
    for (let member = 0; member < count; member++) {
      const own = this.#paths.pathOf(path, bytes, keyStarts[member]!, keyEnds[member]!);
      paths.push(own);
      if (own === NO_PATH) {
        this.#flags |= RowKind.longKey;
        continue;
      }
      this.#lastMember[this.#names.canonical(own)] = member;
    }
    for (let place = 0; place < count; place++) {
      const own = paths[place]!;
      if (own === NO_PATH) continue;
      // A repeated key keeps its first place.
      const canonical = this.#names.canonical(own);
      const member = this.#lastMember[canonical]!;
      this.#lastMember[canonical] = TAKEN;
      if (member !== place) this.#flags |= RowKind.repeatedKey;
      if (member === TAKEN) continue;
      const start = valueStarts[member]!;
      const end = valueEnds[member]!;
      if (tags[member] === CellTag.nested && bytes[start] === Mark.openObject) {
        const empty = bytes[skipSpace(bytes, start + 1, end)] === Mark.closeObject;
        if (!empty && this.#paths.isOpen(own)) {
          const inner = this.#membersAt(depth + 1);
          scanObject(bytes, start, end, inner);
          this.#take(inner, own, depth + 1, batch);
          continue;
        }
        if (!empty && this.#paths.isDeep(own)) this.#flags |= RowKind.deepObject;
      }
      this.#put(batch, own, start, end, tags[member]!);
    }
  }

  #put(batch: JsonBatch, path: number, start: number, end: number, tag: CellTag): void {
    const leaf = this.#leaf++;
    if (leaf >= batch.leafPaths.length) return;
    const bytes = this.#bytes;
    let from = start - this.#shift;
    let to = end - this.#shift;
    let kind: number = tag;
    if (tag === CellTag.string) {
      from++;
      to--;
      if (hasEscape(bytes, start + 1, end - 1)) {
        this.#surrogates.lone = 0;
        to = unescape(bytes, start + 1, end - 1, batch.bytes, from, this.#surrogates);
        if (this.#surrogates.lone > 0) this.#flags |= RowKind.loneSurrogate;
      }
    } else if (tag === CellTag.number && to - from >= LONG_INTEGER && isInteger(bytes, start, end))
      kind |= LeafKind.longInteger;
    batch.leafPaths[leaf] = path;
    batch.leafStarts[leaf] = from;
    batch.leafEnds[leaf] = to;
    batch.leafKinds[leaf] = kind;
  }

  #membersAt(depth: number): Members {
    return (this.#members[depth] ??= noMembers());
  }
}

const TAKEN = -1;

const KINDS = {
  object: RowKind.object,
  'other-value': RowKind.otherValue,
  broken: RowKind.broken,
  'too-deep': RowKind.tooDeep,
} as const;

function isInteger(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte !== 45 && (byte < 48 || byte > 57)) return false;
  }
  return true;
}
