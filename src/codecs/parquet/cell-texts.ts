import type { ByteSource } from '../bytes';
import { cellFormat, type CellFormat } from './cell-format';
import type { Footer, RowGroup } from './footer';
import { nestedTexts } from './nested-column';
import type { Field } from './schema';
import { SourceChunks } from './source-chunk';

/** The texts of single cells, as the table gives them, from chunks that are decoded when they are asked for. */
export class CellTexts {
  readonly #source: ByteSource;
  readonly #fields: readonly Field[];
  readonly #formats: readonly CellFormat[];
  readonly #chunks: SourceChunks;
  /** Texts of lists and maps, of the last group asked for, by column. */
  readonly #nested = new Map<number, { readonly group: RowGroup; readonly texts: string[] }>();
  #row = -1;
  #texts: readonly string[] = [];

  constructor(source: ByteSource, footer: Footer) {
    this.#source = source;
    this.#fields = footer.schema.fields;
    this.#formats = this.#fields.map(({ leaves }) => cellFormat(leaves[0]!.element));
    this.#chunks = new SourceChunks(source, footer);
  }

  /** All cells of a row; '' is missing. @throws EngineError unreadable, source-changed */
  row(row: number): readonly string[] {
    if (row !== this.#row) {
      this.#texts = this.#fields.map((_, column) => this.cell(row, column));
      this.#row = row;
    }
    return this.#texts;
  }

  /** One cell; '' is missing. */
  cell(row: number, column: number): string {
    const group = this.#chunks.groupOf(row);
    const field = this.#fields[column]!;
    if (!field.flat) return this.#nestedGroup(column, group)[row - group.firstRow]!;
    const source = this.#chunks.get(group, field.leaves[0]!);
    const { definition, indices, values, leaf } = source.chunk;
    const entry = row - group.firstRow;
    if (definition && definition[entry] !== leaf.definition) return '';
    const value = source.firstValue(entry);
    const at = indices ? indices[value]! : value;
    const variable = values.kind === 'variable';
    const start = variable ? values.starts[at]! : at * values.width;
    const end = variable ? values.ends[at]! : start + values.width;
    return this.#formats[column]!.text(values.bytes, start, end) ?? '';
  }

  #nestedGroup(column: number, group: RowGroup): string[] {
    const kept = this.#nested.get(column);
    if (kept?.group === group) return kept.texts;
    const rows = nestedTexts(this.#source, this.#fields[column]!, group, () => undefined);
    const texts = Array.from(rows, (text) => text ?? '');
    this.#nested.set(column, { group, texts });
    return texts;
  }
}
