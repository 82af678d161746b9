import { CellTag } from '../../engine/table/table';
import { cellFormat, type CellFormat } from './cell-format';
import { Damage } from './failure';
import type { LeafChunk } from './leaf-chunk';
import { elementOf, isList, isMap, leavesOf, type SchemaNode } from './schema';
import { t } from '../../engine/language';

/**
 * Assembles one nested column, a list or a map with all that is in it, row by row into JSON text, from the levels of
 * its leaves (Melnik et al. 2010, "Dremel"). Numbers keep all their digits; structs without a value are null.
 */
export class NestedJson {
  readonly #node: SchemaNode;
  readonly #cursors: ReadonlyMap<SchemaNode, readonly LeafCursor[]>;
  readonly #first: LeafCursor;

  /** `chunks`: those of the node's leaves, in order. */
  constructor(node: SchemaNode, chunks: readonly LeafChunk[]) {
    this.#node = node;
    const cursors = chunks.map((chunk) => new LeafCursor(chunk));
    this.#cursors = cursorsBelow(node, cursors);
    this.#first = cursors[0]!;
  }

  /** Whether there is another row. */
  get more(): boolean {
    return this.#first.more;
  }

  /** The next row; undefined when its value is null. @throws Damage */
  next(): string | undefined {
    const text = this.#value(this.#node);
    for (const cursor of this.#cursors.get(this.#node)!) {
      if (cursor.more && cursor.repetition !== 0)
        throw new Damage(t('lists of a row do not match'));
    }
    return text === 'null' ? undefined : text;
  }

  #value(node: SchemaNode): string {
    if (node.element.repetition_type === 'REPEATED')
      return `[${this.#repeat(node, node).join(',')}]`;
    return this.#present(node);
  }

  /** A node that is not repeated, or one repetition of one that is. */
  #present(node: SchemaNode): string {
    const cursors = this.#cursors.get(node)!;
    const [first] = cursors;
    if (!first || first.definition < node.definition) {
      for (const cursor of cursors) cursor.skip();
      return 'null';
    }
    if (node.leaf) return first.take();
    if (isList(node)) return `[${this.#repeat(node.children[0]!, elementOf(node)).join(',')}]`;
    if (isMap(node)) {
      const [key, value] = node.children[0]!.children;
      const pairs = this.#repeatWith(node.children[0]!, () => {
        const name = this.#value(key!);
        return `${name.startsWith('"') ? name : JSON.stringify(name)}:${this.#value(value!)}`;
      });
      return `{${pairs.join(',')}}`;
    }
    const members = node.children.map(
      (child) => `${JSON.stringify(child.element.name)}:${this.#value(child)}`,
    );
    return `{${members.join(',')}}`;
  }

  /** `element` is the repeated node, or the one member of it that lists are made of. */
  #repeat(repeated: SchemaNode, element: SchemaNode): string[] {
    return this.#repeatWith(repeated, () =>
      element === repeated ? this.#present(repeated) : this.#value(element),
    );
  }

  #repeatWith(repeated: SchemaNode, one: () => string): string[] {
    const cursors = this.#cursors.get(repeated)!;
    const first = cursors[0]!;
    if (first.definition < repeated.definition) {
      for (const cursor of cursors) cursor.skip();
      return [];
    }
    const texts: string[] = [];
    do texts.push(one());
    while (first.more && first.repetition === repeated.repetition);
    return texts;
  }
}

function cursorsBelow(
  root: SchemaNode,
  cursors: readonly LeafCursor[],
): Map<SchemaNode, readonly LeafCursor[]> {
  const offset = leavesOf(root)[0]!.index;
  const below = new Map<SchemaNode, readonly LeafCursor[]>();
  const visit = (node: SchemaNode) => {
    below.set(
      node,
      leavesOf(node).map(({ index }) => cursors[index - offset]!),
    );
    node.children.forEach(visit);
  };
  visit(root);
  return below;
}

/** Walks over the entries of one leaf. */
class LeafCursor {
  readonly #chunk: LeafChunk;
  readonly #format: CellFormat;
  #entry = 0;
  #value = 0;

  constructor(chunk: LeafChunk) {
    this.#chunk = chunk;
    this.#format = cellFormat(chunk.leaf.element);
  }

  get more(): boolean {
    return this.#entry < this.#chunk.entries;
  }

  get definition(): number {
    if (!this.more) throw new Damage(t('a list ends early'));
    return this.#chunk.definition?.[this.#entry] ?? this.#chunk.leaf.definition;
  }

  get repetition(): number {
    return this.#chunk.repetition?.[this.#entry] ?? 0;
  }

  skip(): void {
    if (this.definition === this.#chunk.leaf.definition) this.#value++;
    this.#entry++;
  }

  /** The value as JSON; NaN and infinities, which JSON does not have, are null and text. */
  take(): string {
    const { indices, values } = this.#chunk;
    const at = indices ? indices[this.#value]! : this.#value;
    this.skip();
    const variable = values.kind === 'variable';
    const start = variable ? values.starts[at]! : at * values.width;
    const end = variable ? values.ends[at]! : start + values.width;
    const text = this.#format.text(values.bytes, start, end);
    if (text === undefined) return 'null';
    const bare = this.#format.tag === CellTag.number || this.#format.tag === CellTag.boolean;
    return bare && !/^-?Inf/.test(text) ? text : JSON.stringify(text);
  }
}
