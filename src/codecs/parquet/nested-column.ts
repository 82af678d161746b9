import type { ByteSource } from '../bytes';
import { CellTag, type Column } from '../../engine/table';
import { UTF8 } from '../charset';
import type { Tick } from '../codec';
import { Interner } from '../intern';
import { CodeList } from './code-list';
import { Damage, guarded } from './failure';
import type { RowGroup } from './footer';
import { readChunk } from './leaf-chunk';
import { NestedJson } from './nested-json';
import type { Field } from './schema';

const EVERY = 4096;

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
    const place = () => {
      const leaf = this.#field.leaves[0]!;
      const byte = group.chunks[leaf.index]!.start;
      return { group: group.index, column: this.#field.name, byte };
    };
    guarded(place, () => {
      const chunks = this.#field.leaves.map((leaf) => readChunk(source, group, leaf));
      const rows = new NestedJson(this.#field.node, chunks);
      const codes = this.#codes.extend(group.rows);
      for (let row = 0; row < group.rows; row++) {
        if (row % EVERY === 0) tick(row, group.rows);
        if (!rows.more) throw new Damage(`${row} of ${group.rows} rows are there`);
        const text = rows.next();
        if (text === undefined) continue;
        const bytes = UTF8.encode(text);
        codes[row] = this.#interner.intern(bytes, 0, bytes.length, CellTag.nested);
      }
      if (rows.more) throw new Damage(`there are more than ${group.rows} rows`);
    });
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
