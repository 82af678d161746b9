import type { Codec } from '../codec';
import { writeAsCsv } from '../write-as-csv';
import { headOfXlsx, readXlsx } from './read-xlsx';
import { t } from '../../engine/language';

/** Excel workbooks: the first sheet is read, and results are written as CSV. */
export const xlsx: Codec = {
  id: 'xlsx',
  title: 'Excel',
  extensions: ['xlsx', 'xlsm'],
  magic: ['PK\u0003\u0004'],
  read: readXlsx,
  head: headOfXlsx,
  writesAs: () => ({
    extension: 'csv',
    notice: t(
      'Results are written as CSV: formats, formulas and other sheets of the workbook stay behind.',
    ),
  }),
  write: writeAsCsv,
};
