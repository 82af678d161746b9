import { countedDocuments } from '../../boilerplate/counted-documents';
import { RecurringParts } from '../../boilerplate/recurring-parts';
import { repeatedUnits } from '../../boilerplate/repeated-units';
import { MIN_CHARS, UNIT, unitSettings } from '../../boilerplate/settings';
import { unitTexts } from '../../boilerplate/unit-texts';
import { bitsOf } from '../../kernels/bit-sets';
import type { Method } from '../../method';
import { refuseWithoutRoom } from '../../near-text/room';
import { TEXT_COLUMN } from '../../near-text/settings';
import { rowsInScope } from '../../scope';
import { mostFrequent } from '../../statistics/extremes';
import { read } from '../../params/values';
import { cutPlan, LEFTOVER_PARAMS } from './parts/cut-texts';
import { cutColumn } from './parts/cut-column';

/** Parts listed in the recipe. */
const LISTED = 50;

/** Cuts lines, sentences or paragraphs that recur out of texts. */
export const stripBoilerplate: Method = {
  id: 'strip-boilerplate',
  family: 'deduplicate',
  title: 'Cut what recurs in texts',
  summary:
    'Lines, sentences or paragraphs that stand in many rows are cut, into a column of their own.',
  cites: ['Wenzek et al. 2020, CCNet', 'Dong et al. 2024, BaichuanSEED'],
  needs: { optional: ['text', 'label', 'split', 'group', 'domain'] },
  untried: 'It changes texts, which scores by the other columns cannot tell.',
  changes: 'columns',
  params: [
    TEXT_COLUMN,
    UNIT,
    {
      kind: 'number',
      id: 'maxDocs',
      title: 'Most rows',
      summary: 'What stands in more rows is cut; below 1 it is a share of the rows.',
      default: 10,
      min: 0,
    },
    MIN_CHARS,
    {
      kind: 'choice',
      id: 'mode',
      title: 'Which are cut',
      summary: 'Whether the first row that has a part keeps it.',
      default: 'all-but-first',
      options: [
        { value: 'all-but-first', title: 'All but the first' },
        { value: 'all', title: 'All' },
      ],
    },
    ...LEFTOVER_PARAMS,
  ],
  guards: ['G-TAIL', 'G-HALF', 'G-EVIDENCE'],
  apply(table, values, context) {
    const tick = (done: number, total: number) => {
      context.tick(done, total);
    };
    const index = cutColumn(table, values, context);
    const { count, rows } = rowsInScope(table, context);
    const only = rows && bitsOf(rows, table.rowCount);
    const counted = countedDocuments(table, index, only, tick);
    const settings = unitSettings(values, counted, tick);
    const maxDocs = read.number(values, 'maxDocs')!;
    const least = Math.max(2, Math.floor(maxDocs < 1 ? maxDocs * count : maxDocs) + 1);
    const allow = (bytes: number) => {
      refuseWithoutRoom(table, index, bytes);
    };
    const units = repeatedUnits(counted, settings, least, allow, tick);
    const parts = new RecurringParts(units, settings);
    const keepsFirst = read.text(values, 'mode') === 'all-but-first';
    const draft = cutPlan(
      table,
      {
        index,
        counted,
        reason: 'line',
        spans: (text, row) => parts.spans(text, keepsFirst ? row : undefined),
      },
      values,
      context,
    );
    const top = mostFrequent(
      units.rows,
      LISTED,
      (unit) => unit < units.count && units.rows[unit]! >= least,
    );
    const texts = unitTexts(top, units, parts, counted.documents, tick);
    return {
      ...draft,
      tables: {
        ...draft.tables,
        cutParts: top.map((unit, i) => ({
          text: texts[i]!,
          rows: units.rows[unit]!,
          characters: units.characters[unit]!,
          firstRow: units.firstRow[unit]!,
        })),
      },
    };
  },
};
