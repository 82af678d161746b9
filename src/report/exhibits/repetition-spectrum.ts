import type { RepetitionSpectrum } from '../../engine/metrics/duplicates/repetition-spectrum';
import { count, many, percent, quoted } from '../../engine/words';
import type { Bar } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const UNITS: Readonly<Record<RepetitionSpectrum['unit'], string>> = {
  rows: t('of all rows'),
  characters: t('of all text'),
  bytes: t('of all bytes'),
};

/** What of the file is held by rows that occur once, twice ... */
export const repetitionExhibit: Exhibit<RepetitionSpectrum> = {
  metric: 'repetition-spectrum',
  tab: 'Duplicates',
  show({ bands, unit, column, uniqueShare }) {
    const filled = bands.filter(({ sets }) => sets > 0);
    const most = Math.max(...filled.map(({ share }) => share), 0);
    const of =
      column === null ? t('rows that are equal but for ids') : t`sets of ${quoted(column)}`;
    return [
      { kind: 'heading', text: t('How often rows repeat') },
      {
        kind: 'prose',
        text: t`Shares ${UNITS[unit]}, by ${of}. With one of each ${percent(uniqueShare)} is left.`,
      },
      {
        kind: 'bars',
        bars: filled.map((band): Bar => ({
          label: nameOf(band),
          part: most > 0 ? band.share / most : 0,
          text: `${percent(band.share)}, ${many(band.rows, 'row')}${band.from > 1 ? t` in ${many(band.sets, 'set')}` : ''}`,
          rare: band.from > 10,
        })),
      },
    ];
  },
};

function nameOf({ from, to }: RepetitionSpectrum['bands'][number]): string {
  if (from === 1) return t('once');
  if (from === 2) return t('twice');
  return to === null
    ? t`more than ${count(from - 1)} times`
    : t`${count(from)} to ${count(to)} times`;
}
