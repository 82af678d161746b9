import type { ByteSource } from '../bytes';
import { CellTag, type Column } from '../../engine/table/table';
import { UTF8 } from '../encodings/charset';
import type { Tick } from '../codec';
import { Interner } from '../columns/intern';
import { CodeList } from './code-list';
import { Damage, guarded } from './failure';
import type { RowGroup } from './footer';
import { readChunk } from './leaf-chunk';
import { NestedJson } from './nested-json';
import type { Field } from './schema';
import { t } from '../../engine/language';

const EVERY = 4096;

/** The JSON texts of a list or map column in one row group, row by row; undefined is null. @throws EngineError unreadable; Cancelled */
export function* nestedTexts(
  source: ByteSource,
  field: Field,
  group: RowGroup,
  tick: Tick,
): Generator<string | undefined, void> {
  const place = () => {
    const byte = group.chunks[field.leaves[0]!.index]!.start;
    return { group: group.index, column: field.name, byte };
  };
  const rows = guarded(place, () => {
    const chunks = field.leaves.map((leaf) => readChunk(source, group, leaf));
    return new NestedJson(field.node, chunks);
  });
  for (let row = 0; row < group.rows; row++) {
    if (row % EVERY === 0) tick(row, group.rows);
    yield guarded(place, () => {
      if (!rows.more) throw new Damage(t`${row} of ${group.rows} rows are there`);
      return rows.next();
    });
  }
  guarded(place, () => {
    if (rows.more) throw new Damage(t`there are more than ${group.rows} rows`);
  });
}

/** One list or map column as JSON text, while its row groups are read. */
export class NestedColumn {
  readonly #field: Field;
  readonly #interner = new Interner();
  readonly #codes: CodeList;

  constructor(field: Field, rows: number) {
    this.#field = field;
    this.#codes = new CodeList(rows);
  }

  /** Takes a whole row group. @throws EngineError unreadable; Cancelled */
  take(source: ByteSource, group: RowGroup, tick: Tick): void {
    const codes = this.#codes.extend(group.rows);
    let row = 0;
    for (const text of nestedTexts(source, this.#field, group, tick)) {
      if (text !== undefined) {
        const bytes = UTF8.encode(text);
        codes[row] = this.#interner.intern(bytes, 0, bytes.length, CellTag.nested);
      }
      row++;
    }
  }

  finish(index: number, name: string): Column {
    return {
      index,
      name,
      codes: this.#codes.finish(this.#interner.size),
      dictionary: this.#interner.dictionary(UTF8),
    };
  }
}
