import type { PartColumn } from '../../engine/table/join-tables';

/** Words of a file's name and what they say of its rows, in the field's own terms. */
const SPLITS: readonly (readonly [word: RegExp, split: string])[] = [
  [/^(train|training)$/, 'train'],
  [/^(test|testing)$/, 'test'],
  [/^(valid|validation|val|dev)$/, 'validation'],
];

/**
 * The columns that say where a row comes from: `_split` where every name says so and there are several parts, and
 * `_file` unless the split says as much. Names are relative paths.
 */
export function partColumns(names: readonly string[]): PartColumn[] {
  const splits = names.map(splitOf);
  const file: PartColumn = { name: '_file', role: 'ignored', values: names };
  const different = new Set(splits).size;
  if (splits.includes(undefined) || different < 2) return [file];
  const split: PartColumn = { name: '_split', role: 'split', values: splits as string[] };
  return different === names.length ? [split] : [split, file];
}

/** `train` of `data/train-00000-of-00002.parquet`; the last word that says so counts. */
function splitOf(name: string): string | undefined {
  const words = name.toLowerCase().split(/[^a-z]+/);
  for (const word of words.reverse()) {
    const found = SPLITS.find(([pattern]) => pattern.test(word));
    if (found) return found[1];
  }
  return undefined;
}
