import type { Metric } from '../../metric';
import { explainPair, wordsIn, type PairExplanation } from '../../near-text/explain-pair';
import { SHINGLE, TEXT_COLUMN, textColumn } from '../../near-text/settings';
import type { NumberParam } from '../../params/params';
import { sampledRows } from '../../sampling/sampled-columns';
import { cellText } from '../../table/table';
import { read } from '../../params/values';
import { t } from '../../language';

/** Why two rows match. */
export interface DuplicateExplanation {
  readonly rows: readonly [number, number];
  /** Columns in which they agree as written, and those in which they differ. */
  readonly equal: readonly string[];
  readonly different: readonly DifferentCells[];
  /** Of the text; null without one. */
  readonly text: (PairExplanation & { readonly column: string }) | null;
  /** Texts by which it was judged how rare words are, of all rows. */
  readonly sampled: number;
}

/** Cells of two rows that differ. */
export interface DifferentCells {
  readonly column: string;
  readonly first: string;
  readonly second: string;
}

const row = (id: string, title: string): NumberParam => ({
  kind: 'number',
  id,
  title,
  summary: 'One of the two rows to explain, counted from 0.',
  default: null,
  min: 0,
  integer: true,
});
const ROW = row('row', 'Row');
const OTHER = row('other', 'Other row');

/** Texts by which it is judged how rare words are, and characters of a cell that is shown. */
const SAMPLE = 2000;
const SHOWN = 300;

/** Explains one pair of rows: what is equal, what differs, and which words make their texts alike. */
export const duplicateExplanation: Metric<DuplicateExplanation> = {
  id: 'duplicate-explanation',
  family: 'duplicates',
  title: 'Why two rows match',
  summary: 'Cells that agree and differ, and the words that make two texts alike.',
  cites: ['Salton, Buckley 1988: Term-weighting approaches', 'Eberle et al. 2022: BiLRP'],
  needs: { optional: ['text'] },
  params: [ROW, OTHER, TEXT_COLUMN, SHINGLE],
  measure(table, values, context) {
    const [first, second] = [read.number(values, ROW.id), read.number(values, OTHER.id)];
    if (first === null || second === null) {
      return { applicable: false, reason: t('No two rows were named: set `row` and `other`.') };
    }
    if (Math.max(first, second) >= table.rowCount) {
      return { applicable: false, reason: t('There are fewer rows than that.') };
    }
    const cells = (at: number) => table.columns.map((_, index) => cellText(table, at, index));
    const [one, other] = [cells(first), cells(second)];
    const equal: string[] = [];
    const different: DifferentCells[] = [];
    table.columns.forEach(({ name }, index) => {
      const [a, b] = [one[index]!, other[index]!];
      if (a === b) equal.push(name);
      else different.push({ column: name, first: a.slice(0, SHOWN), second: b.slice(0, SHOWN) });
    });
    const text = textColumn(table, context.roles, read.textOrNull(values, TEXT_COLUMN.id));
    const sample = text === undefined ? new Uint32Array(0) : sampledRows(table.rowCount, SAMPLE);
    return {
      applicable: true,
      numbers: {
        rows: [first, second],
        equal,
        different,
        text: text === undefined ? null : explained(text),
        sampled: sample.length,
      },
      alerts: [],
      evidence: {},
    };

    function explained(index: number) {
      const wanted = new Set([...wordsIn(one[index]!), ...wordsIn(other[index]!)]);
      const rowsWith = new Map<string, number>();
      sample.forEach((at, i) => {
        if (i % 64 === 0) context.tick(i, sample.length);
        for (const word of new Set(wordsIn(cellText(table, at, index)))) {
          if (wanted.has(word)) rowsWith.set(word, (rowsWith.get(word) ?? 0) + 1);
        }
      });
      const width = read.number(values, SHINGLE.id)!;
      const of = (term: string) => rowsWith.get(term) ?? 0;
      const why = explainPair(one[index]!, other[index]!, width, of, sample.length);
      return { column: table.columns[index]!.name, ...why };
    }
  },
};
