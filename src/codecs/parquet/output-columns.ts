import type { SchemaElement } from 'hyparquet';
import type { AddedColumn } from '../../engine/plan/plan';
import { cellParser, type ParseCell } from './cell-parse';
import type { Leaf } from './schema';

/** An added column as a leaf of the written schema. */
export interface AddedLeaf {
  readonly leaf: Leaf;
  readonly column: AddedColumn;
  readonly parse: ParseCell;
}

const TYPES: Readonly<Record<AddedColumn['type'], Partial<SchemaElement>>> = {
  number: { type: 'DOUBLE' },
  integer: { type: 'INT64' },
  flag: { type: 'BOOLEAN' },
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
};

/** Added columns by type: doubles, 64-bit integers, booleans and strings, each of which may be null. */
export function addedLeaves(columns: readonly AddedColumn[], first: number): AddedLeaf[] {
  return columns.map((column, i) => {
    const element: SchemaElement = {
      name: column.name,
      repetition_type: 'OPTIONAL',
      ...TYPES[column.type],
    };
    const leaf: Leaf = {
      index: first + i,
      element,
      physical: { type: element.type!, length: 0 },
      path: [column.name],
      name: column.name,
      definition: 1,
      repetition: 0,
    };
    return { leaf, column, parse: cellParser(element) };
  });
}

/** The schema with leaves added to its end. */
export function extendedSchema(
  elements: readonly SchemaElement[],
  added: readonly AddedLeaf[],
): SchemaElement[] {
  const [root, ...rest] = elements.map(writable);
  const children = (root!.num_children ?? 0) + added.length;
  return [{ ...root!, num_children: children }, ...rest, ...added.map(({ leaf }) => leaf.element)];
}

/**
 * Widths of integers in the older of their two notations, which means the same: hyparquet-writer writes the newer one
 * with a width that Arrow does not accept.
 */
function writable(element: SchemaElement): SchemaElement {
  const { logical_type: logical, ...rest } = element;
  if (logical?.type !== 'INTEGER') return element;
  const name = `${logical.isSigned ? 'INT' : 'UINT'}_${logical.bitWidth}`;
  return { ...rest, converted_type: name as NonNullable<SchemaElement['converted_type']> };
}
