import { madeText, type MadeRows } from '../../engine/plan/plan';
import { EngineError } from '../../engine/problems';
import type { Column } from '../../engine/table/table';
import { cellParser } from './cell-parse';
import type { Field, Leaf } from './schema';
import { t } from '../../engine/language';

/** What made rows have in one leaf instead of their parent's value. */
export interface MadeLeaf {
  /** The stored value, or undefined for a null, of one made row. @throws EngineError unwritable */
  value(made: number): Uint8Array | undefined;
}

/** What made rows have in a list or map: the whole value of another row. */
export interface MadeNested {
  /** A source row with the same text. @throws EngineError unwritable */
  row(made: number): number;
}

/** The values that made rows replace, by index of the column. */
export class MadeValues {
  readonly #texts = new Map<number, (made: number) => string>();
  readonly #fields: readonly Field[];
  readonly #columns: readonly Column[];

  constructor(made: MadeRows | undefined, fields: readonly Field[], columns: readonly Column[]) {
    this.#fields = fields;
    this.#columns = columns;
    for (const column of made?.numbers ?? []) {
      this.#texts.set(column.column, (at) => madeText(column, at));
    }
    for (const { column, text } of made?.texts ?? []) this.#texts.set(column, text);
  }

  /** The replaced values of a flat column; undefined when it keeps its parents' values. */
  flat(field: number): MadeLeaf | undefined {
    const text = this.#texts.get(field);
    if (!text || !this.#fields[field]!.flat) return undefined;
    const leaf = this.#fields[field]!.leaves[0]!;
    const parse = cellParser(leaf.element);
    return { value: (made) => stored(leaf, text(made), parse) };
  }

  /** The replaced values of a list or map column. */
  nested(field: number): MadeNested | undefined {
    const text = this.#texts.get(field);
    if (!text || this.#fields[field]!.flat) return undefined;
    const { name } = this.#fields[field]!;
    const rows = firstRows(this.#columns[field]!);
    return {
      row: (made) => {
        const row = rows.get(text(made));
        if (row !== undefined) return row;
        throw cannotHold(name, text(made), t('a list or a map that no row of the file has'));
      },
    };
  }

  /** Whether a struct around the column gets values of its own in made rows. */
  touches(field: number): boolean {
    const [outer] = this.#fields[field]!.leaves[0]!.path;
    return this.#fields.some(({ leaves }, i) => leaves[0]!.path[0] === outer && this.#texts.has(i));
  }
}

function stored(
  leaf: Leaf,
  text: string,
  parse: (text: string) => Uint8Array | undefined,
): Uint8Array | undefined {
  if (text === '') {
    if (leaf.element.repetition_type !== 'REQUIRED') return undefined;
    // A required text may be empty, and nothing else may be.
    const empty = parse(text);
    if (empty) return empty;
    throw cannotHold(leaf.name, text, t('no value, and it may not be null'));
  }
  const value = parse(text);
  if (value) return value;
  const type = leaf.element.logical_type?.type ?? leaf.element.converted_type ?? leaf.element.type;
  throw cannotHold(leaf.name, text, t`no value of its type, ${String(type)}`);
}

function cannotHold(name: string, text: string, why: string): EngineError {
  return new EngineError(
    'unwritable',
    t`The made value \`${text.slice(0, 80)}\` cannot be written to column \`${name}\`: it is ${why}. Leave the column out of the method, or write CSV first.`,
  );
}

/** The first row of each text; '' for rows without a value. */
function firstRows({ codes, dictionary }: Column): Map<string, number> {
  const rows = new Map<string, number>();
  const seen = new Uint8Array(dictionary.size);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (seen[code]) continue;
    seen[code] = 1;
    rows.set(dictionary.text(code), row);
  }
  return rows;
}
