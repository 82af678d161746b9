import { USUAL } from './data-files';
import type { Shape } from './generate';

export const FORMATS = ['csv', 'parquet', 'jsonl'] as const;
export type Format = (typeof FORMATS)[number];

/** What a benchmark is asked for on the command line. */
export interface BenchOptions {
  readonly shape: Shape;
  readonly rounds: number | undefined;
  readonly format: Format;
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

function formatOf(name: string): Format {
  const format = FORMATS.find((known) => known === name);
  if (format === undefined) throw new Error(`'${name}' is no format: ${FORMATS.join(', ')} are.`);
  return format;
}

/**
 * `[ROWS] [--rounds N] [--columns N] [--classes N] [--cell SIZE] [--seed N] [--format csv|parquet|jsonl] [--only ID,...]
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
    else if (word === '--format') format = formatOf(value(word));
    else if (word === '--only') only = value(word).split(',');
    else if (word === '--big') big = true;
    else if (word.startsWith('-')) throw new Error(`There is no option ${word}.`);
    else shape.rows = sizeOf(word);
  }
  return { shape, rounds, format, only, big };
}
