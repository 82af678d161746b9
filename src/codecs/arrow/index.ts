import type { Codec } from '../codec';
import { writeAsCsv } from '../write-as-csv';
import { headOfArrow, readArrow } from './read-arrow';
import { t } from '../../engine/language';

/** Apache Arrow files, which are Feather version 2, and streams; results are written as CSV. */
export const arrow: Codec = {
  id: 'arrow',
  title: 'Arrow',
  extensions: ['arrow', 'feather', 'arrows', 'ipc'],
  magic: ['ARROW1\0\0', '\u00ff\u00ff\u00ff\u00ff'],
  read: (source, { limits }, tick) => readArrow(source, tick, limits?.memory),
  head: (source, _options, tick) => headOfArrow(source, tick),
  writesAs: () => ({
    extension: 'csv',
    notice: t('Results are written as CSV: the types of the columns stay behind.'),
  }),
  write: writeAsCsv,
};
