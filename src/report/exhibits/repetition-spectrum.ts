import type { RepetitionSpectrum } from '../../engine/metrics/duplicates/repetition-spectrum';
import { count, many, percent, quoted } from '../../engine/words';
import type { Bar } from '../document';
import type { Exhibit } from './exhibit';

const UNITS: Readonly<Record<RepetitionSpectrum['unit'], string>> = {
  rows: 'of all rows',
  characters: 'of all text',
  bytes: 'of all bytes',
};

/** What of the file is held by rows that occur once, twice ... */
export const repetitionExhibit: Exhibit<RepetitionSpectrum> = {
  metric: 'repetition-spectrum',
  tab: 'Duplicates',
  show({ bands, unit, column, uniqueShare }) {
    const filled = bands.filter(({ sets }) => sets > 0);
    const most = Math.max(...filled.map(({ share }) => share), 0);
    const of = column === null ? 'rows that are equal but for ids' : `sets of ${quoted(column)}`;
    return [
      { kind: 'heading', text: 'How often rows repeat' },
      {
        kind: 'prose',
        text: `Shares ${UNITS[unit]}, by ${of}. With one of each ${percent(uniqueShare)} is left.`,
      },
      {
        kind: 'bars',
        bars: filled.map((band): Bar => ({
          label: nameOf(band),
          part: most > 0 ? band.share / most : 0,
          text: `${percent(band.share)}, ${many(band.rows, 'row')}${band.from > 1 ? ` in ${many(band.sets, 'set')}` : ''}`,
          rare: band.from > 10,
        })),
      },
    ];
  },
};

function nameOf({ from, to }: RepetitionSpectrum['bands'][number]): string {
  if (from === 1) return 'once';
  if (from === 2) return 'twice';
  return to === null
    ? `more than ${count(from - 1)} times`
    : `${count(from)} to ${count(to)} times`;
}
