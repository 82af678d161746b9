import { CellTag, type Column } from '../../engine/table/table';
import type { ByteSource } from '../bytes';
import { UTF8 } from '../encodings/charset';
import { Interner } from '../columns/intern';
import { cellFormat } from './cell-format';
import { CodeList } from './code-list';
import { FieldCells } from './field-cells';
import type { Footer } from './footer';

/** A column of the first `rows` rows alone, held. @throws EngineError unreadable, source-changed */
export function firstRows(
  {
    source,
    footer,
    index,
  }: { readonly source: ByteSource; readonly footer: Footer; readonly index: number },
  rows: number,
): Column {
  const field = footer.schema.fields[index]!;
  const cells = new FieldCells(source, field);
  const tag = field.flat ? cellFormat(field.leaves[0]!.element).tag : CellTag.nested;
  const interner = new Interner();
  const list = new CodeList(rows);
  const codes = list.extend(rows);
  for (const group of footer.groups) {
    if (group.firstRow >= rows) break;
    cells.each(
      group,
      (bytes, start, end, row) => {
        codes[row] = interner.intern(bytes, start, end, tag);
      },
      () => undefined,
      { end: rows },
    );
  }
  return {
    index,
    name: field.name,
    codes: list.finish(interner.size),
    dictionary: interner.dictionary(UTF8),
  };
}
