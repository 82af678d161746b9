import type { Metric, MetricContext } from '../../metric';
import { documentsOf, NO_DOCUMENT, type Documents } from '../../near-text/documents';
import { searchedColumn, TEXT_COLUMN } from '../../near-text/settings';
import { commonnessAmong } from '../../ngram/commonness';
import { wordsOf } from '../../ngram/words-of';
import { ascending } from '../../statistics/correlations';
import type { Table } from '../../table/table';
import { count, quoted } from '../../words';
import { alertsOf, type AlertDraft } from '../alerts';
import { t } from '../../language';

/** How common the runs of words of each text are in the file. */
export interface NgramCommonness {
  readonly column: string;
  /** Different texts of 4 words or more, and how many of them were looked at. */
  readonly texts: number;
  readonly sampled: number;
  readonly words: number;
  /** Kneser-Ney discounts for contexts of 0 to 3 words. */
  readonly discounts: readonly number[];
  /** Commonness at 0, 5 ... 100 % of the texts. */
  readonly quantiles: readonly number[];
  /** Mean of the most common tenth, by the median. */
  readonly topDecile: number;
  /** The most and the least common texts: first row of each and commonness. */
  readonly most: readonly { readonly row: number; readonly commonness: number }[];
  readonly least: readonly { readonly row: number; readonly commonness: number }[];
}

/** Texts that are looked at, and words of each: a model of more would take long, and say the same. */
const MOST_TEXTS = 2000;
const MOST_WORDS = 256;
/** Texts listed, and steps of the quantiles. */
const LISTED = 10;
const STEPS = 20;
/** How many times the median the most common tenth is from where it is said. */
const COMMON = 5;

/** A graded score of how common each text is: the basis of soft deduplication. */
export const ngramCommonness: Metric<NgramCommonness> = {
  id: 'ngram-commonness',
  family: 'duplicates',
  title: 'Common phrases',
  summary: 'How predictable each text is from all other texts of the file, copies left out.',
  cites: [
    'He et al. 2024: SoftDedup',
    'Kneser, Ney 1995: Improved backing-off for m-gram language modeling',
  ],
  needs: { required: ['text'] },
  params: [TEXT_COLUMN],
  waits: true,
  measure(table, values, context) {
    const searched = searchedColumn(table, values, context);
    if ('reason' in searched) return { applicable: false, reason: searched.reason };
    const { index } = searched;
    const documents = documentsOf(table, index);
    const firstRows = firstRowsOf(documents, table, context);
    const sample = sampled(firstRows);
    const texts: Uint32Array[] = [];
    documents.pick(
      sample,
      (_, bytes, start, end) => texts.push(wordsOf(bytes, start, end, MOST_WORDS)),
      context.tick,
    );
    const { values: commonness, discounts } = commonnessAmong(texts, context.tick);
    const order = ascending(commonness);
    if (order.length < STEPS) {
      return { applicable: false, reason: t('Fewer than 20 texts have 4 words or more.') };
    }
    const at = (share: number) => commonness[order[Math.round(share * (order.length - 1))]!]!;
    const top = order.subarray(Math.floor(0.9 * order.length));
    const mean = top.reduce((sum, text) => sum + commonness[text]!, 0) / top.length;
    const rowOf = (text: number) => firstRows[sample[text]!]! - 1;
    const told = (some: Uint32Array) =>
      Array.from(some, (text) => ({ row: rowOf(text), commonness: commonness[text]! }));
    const numbers: NgramCommonness = {
      column: table.columns[index]!.name,
      texts: firstRows.reduce((n, row) => n + (row > 0 ? 1 : 0), 0),
      sampled: order.length,
      words: texts.reduce((sum, words) => sum + words.length, 0),
      discounts,
      quantiles: Array.from({ length: STEPS + 1 }, (_, i) => at(i / STEPS)),
      topDecile: mean / at(0.5),
      most: told(order.slice(-LISTED).reverse()),
      least: told(order.slice(0, LISTED)),
    };
    const rows = Uint32Array.from(top, rowOf).sort();
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, [commonAlert(numbers, index, rows.length)]),
      evidence: {
        common: {
          rows,
          columns: [index],
          reason: t('The texts with the most common runs of words.'),
        },
      },
    };
  },
};

/** Per document its first row + 1; 0 where no row has it. */
function firstRowsOf(documents: Documents, table: Table, { tick }: MetricContext): Uint32Array {
  const rows = new Uint32Array(documents.count);
  for (let row = table.rowCount - 1; row >= 0; row--) {
    if (row % 8192 === 0) tick(0, 1);
    const document = documents.of(row);
    if (document !== NO_DOCUMENT) rows[document] = row + 1;
  }
  return rows;
}

/** Documents spread evenly over all that have a row, ascending. */
function sampled(firstRows: Uint32Array): Uint32Array {
  const all = Uint32Array.from(firstRows.keys()).filter((document) => firstRows[document]! > 0);
  if (all.length <= MOST_TEXTS) return all;
  return Uint32Array.from(
    { length: MOST_TEXTS },
    (_, i) => all[Math.floor((i * all.length) / MOST_TEXTS)]!,
  );
}

function commonAlert(
  { column, topDecile, sampled: texts }: NgramCommonness,
  index: number,
  rows: number,
): AlertDraft | undefined {
  if (!(topDecile > COMMON)) return undefined;
  return {
    code: 'graded-boilerplate',
    severity: 'info',
    title: t`A tenth of the texts of ${quoted(column)} are ${count(Math.round(topDecile))} times as predictable as most`,
    message: t`Their runs of words recur in other texts, though they are no copies (${count(texts)} texts compared). Weights let them count less without removing any.`,
    columns: [index],
    value: topDecile,
    threshold: COMMON,
    rowCount: rows,
    evidence: 'common',
    remedies: [
      { method: 'soft-dedup-weights', why: t('Common texts weigh less, and no row leaves.') },
      { method: 'near-dedup', why: t('Removes texts that are nearly equal.') },
    ],
  };
}
