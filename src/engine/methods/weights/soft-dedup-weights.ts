import { documentsOf, NO_DOCUMENT } from '../../near-text/documents';
import { TEXT_COLUMN, textColumn } from '../../near-text/settings';
import { commonnessOf } from '../../ngram/commonness';
import type { Method } from '../../method';
import { EngineError } from '../../problems';
import { read } from '../../params/values';
import { many, quoted } from '../../words';
import { baseWeights } from './parts/finish';
import { FINISH_PARAMS } from './parts/finish-params';
import { commonnessBins } from './parts/commonness-bins';
import { weightPlan } from './parts/weight-plan';
import { t } from '../../language';

/** Texts whose runs of words are common in the file weigh less: no row leaves. */
export const softDedupWeights: Method = {
  id: 'soft-dedup-weights',
  family: 'weights',
  title: 'Soft deduplication weights',
  summary: 'A weight per row that is smaller the more common its runs of words are in this file.',
  cites: [
    'He et al. 2024, SoftDedup',
    'Chen and Goodman 1999, An empirical study of smoothing techniques for language modeling',
  ],
  needs: { optional: ['text', 'label', 'group', 'weight', 'split'] },
  changes: 'weights',
  params: [
    TEXT_COLUMN,
    {
      kind: 'number',
      id: 'bins',
      title: 'Steps',
      summary: 'Rows are ranked by commonness and parted into this many equal steps.',
      default: 20,
      min: 2,
      max: 1000,
      integer: true,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'ratio',
      title: 'Ratio',
      summary: 'How many times as much the rarest step weighs as the most common one.',
      default: 10,
      min: 1,
    },
    ...FINISH_PARAMS,
  ],
  guards: ['G-SPLIT', 'G-ESS', 'G-TAIL', 'G-EVIDENCE'],
  apply(table, values, context) {
    const { roles, scope, tick } = context;
    const index = textColumn(table, roles, read.textOrNull(values, TEXT_COLUMN.id));
    if (index === undefined) {
      throw new EngineError(
        'missing-role',
        t('No column has the role text: name the column whose texts are weighed in `textColumn`.'),
      );
    }
    const documents = documentsOf(table, index);
    const times = new Uint32Array(documents.count);
    for (let i = 0; i < scope.length; i++) {
      if (i % 8192 === 0) tick(i, scope.length);
      const document = documents.of(scope[i]!);
      if (document !== NO_DOCUMENT) times[document]!++;
    }
    const found = commonnessOf(documents, (document) => times[document]!, tick);
    const commonness = Float64Array.from(scope, (row) => {
      const document = documents.of(row);
      return document === NO_DOCUMENT ? NaN : found.values[document]!;
    });
    const steps = commonnessBins(
      commonness,
      read.number(values, 'bins')!,
      read.number(values, 'ratio')!,
    );
    const base = baseWeights(table, values, context);
    const none = new Int32Array(scope.length).fill(-1);
    const perRow = new Int32Array(table.rowCount).fill(-1);
    scope.forEach((row, i) => (perRow[row] = i));
    const short = commonness.reduce((n, value) => n + (Number.isNaN(value) ? 1 : 0), 0);
    const input = { raw: steps.weights, base, cellOf: none, cellNames: [] };
    return weightPlan(table, input, values, context, {
      notices: noticesOf(short, found.every, table.columns[index]!.name),
      columns: [
        {
          name: '_commonness',
          type: 'number',
          text: (output) => textOf(commonness[perRow[output]!]),
        },
        {
          name: '_commonness_bin',
          type: 'integer',
          text: (output) => stepText(steps.binOf[perRow[output]!]),
        },
      ],
      tables: () => ({
        commonness: {
          words: found.words,
          discounts: [...found.discounts],
          steps: steps.table,
        },
      }),
    });
  },
};

/** Six digits are more than an estimate has. */
function textOf(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '' : value.toPrecision(6);
}

function stepText(step: number | undefined): string {
  return step === undefined || step < 0 ? '' : String(step + 1);
}

function noticesOf(short: number, every: number, column: string): string[] {
  const found: string[] = [];
  if (short) {
    found.push(
      t`${many(short, 'row')} ${short === 1 ? t('has') : t('have')} fewer than 4 words in ${quoted(column)} and ${short === 1 ? t('weighs') : t('weigh')} 1.`,
    );
  }
  if (every > 1) {
    found.push(
      t`The file is large: what is common in ${quoted(column)} was learnt from one text in ${String(every)}.`,
    );
  }
  return found;
}
