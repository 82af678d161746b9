import { USUAL } from './data-files';
import type { Shape } from './generate';

/** What a benchmark is asked for on the command line. */
export interface BenchOptions {
  readonly shape: Shape;
  readonly rounds: number | undefined;
  readonly format: 'csv' | 'parquet';
  /** Ids of contenders, all when empty. */
  readonly only: readonly string[];
  /** Larger files too: minutes and gigabytes more. */
  readonly big: boolean;
}

const UNITS: Readonly<Record<string, number>> = { '': 1, K: 1e3, M: 1e6, G: 1e9 };

/** `1000000`, `1M`, `50MB`, `5GB`. @throws Error */
export function sizeOf(text: string): number {
  const found = /^(\d+(?:\.\d+)?)([KMG]?)B?$/i.exec(text);
  if (!found) throw new Error(`'${text}' is no size: write 1000000, 1M or 50MB.`);
  return Math.round(Number(found[1]) * UNITS[found[2]!.toUpperCase()]!);
}

/**
 * `[ROWS] [--rounds N] [--columns N] [--classes N] [--cell SIZE] [--seed N] [--format csv|parquet] [--only ID,...]
 * [--big]`. @throws Error
 */
export function benchOptions(args: readonly string[], rows: number): BenchOptions {
  const shape = { ...USUAL, rows };
  let rounds: number | undefined;
  let format: BenchOptions['format'] = 'csv';
  let only: string[] = [];
  let big = false;
  const rest = [...args];
  const value = (option: string) => {
    const given = rest.shift();
    if (given === undefined) throw new Error(`${option} needs a value.`);
    return given;
  };
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--rounds') rounds = sizeOf(value(word));
    else if (word === '--columns') shape.columns = Math.max(12, sizeOf(value(word)));
    else if (word === '--classes') shape.classes = Math.max(2, sizeOf(value(word)));
    else if (word === '--cell') shape.cell = sizeOf(value(word));
    else if (word === '--seed') shape.seed = sizeOf(value(word));
    else if (word === '--format') format = value(word) === 'parquet' ? 'parquet' : 'csv';
    else if (word === '--only') only = value(word).split(',');
    else if (word === '--big') big = true;
    else if (word.startsWith('-')) throw new Error(`There is no option ${word}.`);
    else shape.rows = sizeOf(word);
  }
  return { shape, rounds, format, only, big };
}
