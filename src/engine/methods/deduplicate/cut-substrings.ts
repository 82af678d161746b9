import { bitsOf } from '../../kernels/bit-sets';
import type { Method } from '../../method';
import { TEXT_COLUMN } from '../../near-text/settings';
import { rowsInScope } from '../../scope';
import { MIN_LENGTH, MIN_ROWS, sharedPassages } from '../../substrings/settings';
import { read } from '../../params/values';
import { cutColumn } from './parts/cut-column';
import { cutPlan, LEFTOVER_PARAMS } from './parts/cut-texts';

/** Stands where a passage was, with the mode `mask`. */
const MASK = '[…]';

/** Cuts passages that stand word for word in other texts. */
export const cutSubstrings: Method = {
  id: 'cut-substrings',
  family: 'deduplicate',
  title: 'Cut repeated passages',
  summary: 'Long passages that stand in other texts are cut, into a column of their own.',
  cites: ['Lee et al. 2022, Deduplicating training data makes language models better'],
  needs: { optional: ['text', 'label', 'split', 'group', 'domain'] },
  untried: 'It changes texts, which scores by the other columns cannot tell.',
  changes: 'columns',
  params: [
    TEXT_COLUMN,
    MIN_LENGTH,
    MIN_ROWS,
    {
      kind: 'flag',
      id: 'keepFirst',
      title: 'The first stays',
      summary: 'The first row that has a passage keeps it.',
      default: true,
    },
    {
      kind: 'choice',
      id: 'mode',
      title: 'In its place',
      summary: 'Whether something says that there was a passage.',
      default: 'cut',
      options: [
        { value: 'cut', title: 'Nothing' },
        { value: 'mask', title: MASK },
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
    const { rows } = rowsInScope(table, context);
    const only = rows && bitsOf(rows, table.rowCount);
    const { counted, passages } = sharedPassages(table, index, values, only, tick);
    const keepsFirst = read.flag(values, 'keepFirst');
    return cutPlan(
      table,
      {
        index,
        counted,
        reason: 'substring',
        mask: read.text(values, 'mode') === 'mask' ? MASK : '',
        spans: (text, row) => passages.laterSpans(text, keepsFirst ? row : undefined),
      },
      values,
      context,
    );
  },
};
