import type { Contained } from '../../../contamination/compare-text';
import { normalText } from '../../../cells/normal-text';
import type { TableTick } from '../../../table/table';
import { everyRow } from '../../../ticks';

/** Words shown of a long run. */
const MOST = 40;

/** The longest run of words that a text shares with an item, as it is compared: without case, punctuation and numbers. */
export function runText(text: string, { at, run }: Pick<Contained, 'at' | 'run'>): string {
  const words = normalText(text, 'n3')
    .split(' ')
    .slice(at, at + run);
  return words.length > MOST ? `${words.slice(0, MOST).join(' ')} …` : words.join(' ');
}

/** Phrases listed, and rows that are looked at for them. */
const PHRASES = 20;
const LOOKED_AT = 10_000;

/** The phrases of most rows, most first, ties by first row: what is taken for a benchmark's text may be a common one. */
export function phrasesOf(
  rows: readonly number[],
  phrase: (row: number) => string,
  tick: TableTick,
): { readonly run: string; readonly rows: number; readonly row: number }[] {
  const found = new Map<string, { readonly row: number; rows: number }>();
  const ticked = everyRow(tick);
  rows.slice(0, LOOKED_AT).forEach((row, i) => {
    ticked(i, rows.length);
    const run = phrase(row);
    const known = found.get(run);
    if (known) known.rows++;
    else found.set(run, { row, rows: 1 });
  });
  return Array.from(found, ([run, of]) => ({ run, ...of }))
    .sort((a, b) => b.rows - a.rows || a.row - b.row)
    .slice(0, PHRASES);
}
