import { documentsOf, NO_DOCUMENT } from '../../near-text/documents';
import { TEXT_COLUMN, textColumn } from '../../near-text/settings';
import { commonnessOf, WORDS, type Commonness } from '../../ngram/commonness';
import { MOST_ORDER, ORDER } from '../../ngram/kneser-ney';
import type { Method } from '../../method';
import { EngineError } from '../../problems';
import { read } from '../../params/values';
import { many, quoted } from '../../words';
import { baseWeights } from './parts/finish';
import { FINISH_PARAMS } from './parts/finish-params';
import { commonnessBins } from './parts/commonness-bins';
import { weightPlan } from './parts/weight-plan';
import { t } from '../../language';

/** Words below which a text weighs too much in a model of all. */
const FEW_WORDS = 1e6;

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
    {
      kind: 'number',
      id: 'n',
      title: 'Words in a row',
      summary: 'What is common is told by runs of this many words; shorter texts weigh 1.',
      default: ORDER,
      min: 2,
      max: MOST_ORDER,
      integer: true,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'discount',
      title: 'Discount',
      summary:
        'What is taken from the count of each run for those never seen; estimated from the file when not set.',
      default: null,
      min: 0.01,
      max: 0.99,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'slots',
      title: 'Words counted',
      summary:
        'The model holds the runs of this many words, at up to 200 bytes each; of larger files every second text, or third.',
      default: WORDS,
      min: 1000,
      max: 2 ** 24,
      integer: true,
      advanced: true,
    },
    {
      kind: 'flag',
      id: 'leaveOneOut',
      title: 'Leave each text out',
      summary:
        'A text is judged by the others alone; without it a text of few copies looks common by itself.',
      default: true,
      advanced: true,
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
    const order = read.number(values, 'n')!;
    const leaveOneOut = read.flag(values, 'leaveOneOut');
    const found = commonnessOf(documents, (document) => times[document]!, tick, {
      order,
      discount: read.number(values, 'discount'),
      words: read.number(values, 'slots')!,
      leaveOneOut,
    });
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
      notices: noticesOf({ short, order, leaveOneOut, ...found }, table.columns[index]!.name),
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

interface Said extends Pick<Commonness, 'every' | 'words'> {
  /** Rows of fewer words than `order`. */
  readonly short: number;
  readonly order: number;
  readonly leaveOneOut: boolean;
}

function noticesOf({ short, order, every, words, leaveOneOut }: Said, column: string): string[] {
  const found: string[] = [];
  if (short) {
    found.push(
      t`${many(short, 'row')} ${short === 1 ? t('has') : t('have')} fewer than ${String(order)} words in ${quoted(column)} and ${short === 1 ? t('weighs') : t('weigh')} 1.`,
    );
  }
  if (every > 1) {
    found.push(
      t`The file is large: what is common in ${quoted(column)} was learnt from one text in ${String(every)}.`,
    );
  }
  if (!leaveOneOut && words < FEW_WORDS) {
    found.push(
      t`Each text was judged by itself too: among ${many(words, 'word')} that ranks texts wrongly. Leave each text out.`,
    );
  }
  return found;
}
