import type { SchemaElement } from 'hyparquet';
import { isDecimal, scaleOf } from './cell-format';
import { Damage } from './failure';
import type { PhysicalType } from './page-values';
import { t } from '../../engine/language';

/** One stored column: a leaf of the schema. */
export interface Leaf {
  /** Position among the leaves, and so among the column chunks of a row group. */
  readonly index: number;
  readonly element: SchemaElement;
  readonly physical: PhysicalType;
  readonly path: readonly string[];
  /** The path joined by dots, for messages. */
  readonly name: string;
  /** The definition level of a value that is there, and the repetition level of the innermost list around it. */
  readonly definition: number;
  readonly repetition: number;
}

/** A node of the schema with the levels at which it is there. */
export interface SchemaNode {
  readonly element: SchemaElement;
  readonly children: readonly SchemaNode[];
  /** Set on leaves. */
  readonly leaf: Leaf | undefined;
  readonly definition: number;
  readonly repetition: number;
}

/** One column of the table: a leaf of its own, or a list or map with all leaves below it. */
export interface Field {
  readonly name: string;
  readonly node: SchemaNode;
  readonly leaves: readonly Leaf[];
  /** One value per row. */
  readonly flat: boolean;
}

export interface Schema {
  readonly elements: readonly SchemaElement[];
  readonly leaves: readonly Leaf[];
  readonly fields: readonly Field[];
}

const DEEPEST = 64;
/** Far beyond the 76 digits that any writer has. */
const MOST_DECIMALS = 1000;

/** The tree of a schema, and the columns it makes: members of structs are `a.b`, lists and maps stay whole. @throws Damage */
export function schemaOf(elements: readonly SchemaElement[]): Schema {
  const leaves: Leaf[] = [];
  let at = 0;
  const take = (path: readonly string[], definition: number, repetition: number): SchemaNode => {
    const element = elements[at++];
    if (!element) throw new Damage(t('the schema is cut off'));
    if (path.length > DEEPEST) throw new Damage(t('the schema is nested too deep'));
    const root = at === 1;
    // The type says it is there; the bytes may not.
    if (!root && typeof (element.name as unknown) !== 'string') {
      throw new Damage(t('a column has no name'));
    }
    if (!root && element.repetition_type !== 'REQUIRED') definition++;
    if (!root && element.repetition_type === 'REPEATED') repetition++;
    const children: SchemaNode[] = [];
    for (let child = 0; child < (element.num_children ?? 0); child++) {
      const name = elements[at]?.name ?? '';
      children.push(take([...path, name], definition, repetition));
    }
    let leaf: Leaf | undefined;
    if (element.type !== undefined && !root) {
      leaf = {
        index: leaves.length,
        element,
        physical: { type: element.type, length: element.type_length ?? 0 },
        path,
        name: path.join('.'),
        definition,
        repetition,
      };
      if (element.type === 'FIXED_LEN_BYTE_ARRAY' && !((element.type_length ?? 0) > 0)) {
        throw new Damage(t`column \`${leaf.name}\` has values of no length`);
      }
      const digits = isDecimal(element) ? scaleOf(element) : 0;
      if (!(Math.abs(digits) <= MOST_DECIMALS)) {
        throw new Damage(
          t`column \`${leaf.name}\` is a decimal with ${digits} digits after the point, and ${MOST_DECIMALS} are possible`,
        );
      }
      leaves.push(leaf);
    }
    return { element, children, leaf, definition, repetition };
  };
  const root = take([], 0, 0);
  if (at !== elements.length) throw new Damage(t('the schema has parts that belong nowhere'));
  const fields: Field[] = [];
  for (const child of root.children) addFields(child, child.element.name, fields);
  return { elements, leaves, fields };
}

function addFields(node: SchemaNode, name: string, into: Field[]): void {
  const repeated = node.element.repetition_type === 'REPEATED';
  if (node.leaf) into.push({ name, node, leaves: [node.leaf], flat: !repeated });
  else if (repeated || isList(node) || isMap(node)) {
    into.push({ name, node, leaves: leavesOf(node), flat: false });
  } else {
    for (const child of node.children) addFields(child, `${name}.${child.element.name}`, into);
  }
}

/** The leaves at and below a node, in order. */
export function leavesOf(node: SchemaNode): Leaf[] {
  return node.leaf ? [node.leaf] : node.children.flatMap(leavesOf);
}

/** A group that says it is a list, around one repeated member. */
export function isList({ element, children }: SchemaNode): boolean {
  const marked = element.converted_type === 'LIST' || element.logical_type?.type === 'LIST';
  return marked && children.length === 1 && isRepeated(children[0]!);
}

/** A group that says it is a map, around one repeated pair. */
export function isMap({ element, children }: SchemaNode): boolean {
  const marked =
    element.converted_type === 'MAP' ||
    element.converted_type === 'MAP_KEY_VALUE' ||
    element.logical_type?.type === 'MAP';
  return (
    marked &&
    children.length === 1 &&
    isRepeated(children[0]!) &&
    children[0]!.children.length === 2
  );
}

/** What a repeated member of a list holds: itself, or the one member of a group that only wraps it. */
export function elementOf(list: SchemaNode): SchemaNode {
  const repeated = list.children[0]!;
  const name = repeated.element.name;
  // The rules for files older than the three-level form, in LogicalTypes.md of the format.
  const bare =
    repeated.leaf !== undefined ||
    repeated.children.length !== 1 ||
    name === 'array' ||
    name === `${list.element.name}_tuple`;
  return bare ? repeated : repeated.children[0]!;
}

function isRepeated({ element }: SchemaNode): boolean {
  return element.repetition_type === 'REPEATED';
}
