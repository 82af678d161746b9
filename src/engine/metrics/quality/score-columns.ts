import type { Metric, MetricContext } from '../../metric';
import type { ChoiceParam } from '../../params/params';
import { read } from '../../params/values';
import { sampledColumns, sampleFor } from '../../sampling/sampled-columns';
import { spearman } from '../../statistics/correlations';
import { keptAt, overlapOf, ranked } from '../../statistics/retention';
import { holdsNumbers } from '../../table/profile';
import type { Table } from '../../table/table';
import { alertsOf } from '../alerts';
import { labelIfAny } from '../label';
import { classProbabilities } from './parts/given-probabilities';
import { scoreAlerts } from './parts/score-alerts';
import { lookAt, type ScoreColumn } from './parts/score-figures';
import { nuisanceColumns, nuisancesOf } from './parts/score-nuisances';
import { t } from '../../language';

/** Whether scores are fit to filter or weigh by. */
export interface ScoreColumns {
  /** Rows looked at, of all; `first`: they are from the beginning of the file. */
  readonly rows: number;
  readonly of: number;
  readonly first: boolean;
  /** Shares of the rows that are kept in `retention`, descending. */
  readonly keep: readonly number[];
  /** At most 20, in file order. */
  readonly scores: readonly ScoreColumn[];
  /** Every two of them; most different first. */
  readonly pairs: readonly ScorePair[];
  /** The two scores of widest and narrowest spread; null for fewer than two, or where one does not vary. */
  readonly spread: {
    readonly widest: string;
    readonly narrowest: string;
    readonly ratio: number;
  } | null;
}

/** How two scores agree, each with its better end on top. */
export interface ScorePair {
  readonly a: string;
  readonly b: string;
  readonly spearman: number | null;
  /** Share of the best tenth by one that is in the best tenth by the other; null where equal numbers decide which rows are. */
  readonly overlap: number | null;
}

const BETTER: ChoiceParam = {
  kind: 'choice',
  id: 'better',
  title: 'Better',
  summary: 'Which end of a score is the better one.',
  default: 'role',
  options: [
    { value: 'role', title: 'The high end of a score, the low end of a loss' },
    { value: 'high', title: 'High' },
    { value: 'low', title: 'Low' },
  ],
};

/** Shares kept, and the one at which two scores are compared. */
export const KEEP: readonly number[] = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1];
const TOP = 0.1;
const MOST = 20;
/** Part of the best tenth that may be equal numbers at its cut. */
const TIED = 0.2;

/** Columns of scores, and what filtering by them would do. */
export const scoreColumns: Metric<ScoreColumns> = {
  id: 'score-columns',
  family: 'quality',
  title: 'Scores',
  summary:
    'Whether a score or loss measures length or digits, what filtering by it leaves of each group, and whether several scores agree.',
  cites: [
    'Spearman 1904: The proof and measurement of association between two things',
    'Pouget, Sorscher et al. 2022: Beyond neural scaling laws (pruning by a score)',
  ],
  needs: { anyOf: ['score', 'loss'], optional: ['label', 'group', 'domain', 'text'] },
  params: [BETTER],
  measure(table, values, context) {
    context.tick(0, 1);
    const indices = scoresOf(table, context);
    if (indices.length === 0) {
      return { applicable: false, reason: t('No column with the role score or loss is a number.') };
    }
    const sample = sampleFor(table, [...indices, ...nuisanceColumns(context.roles)]);
    const columns = sampledColumns(table, indices, sample, context);
    const better = read.text(values, BETTER.id);
    const isLow = (index: number) =>
      better === 'low' || (better === 'role' && context.roles[index] === 'loss');
    const oriented = columns.map(({ numbers, index }) =>
      isLow(index) ? numbers!.map((value) => -value) : numbers!,
    );
    const nuisances = nuisancesOf(table, sample, context);
    const scores = columns.map((column, i) =>
      lookAt(column, ranked(oriented[i]!), nuisances, {
        role: context.roles[column.index]!,
        better: isLow(column.index) ? 'low' : 'high',
        keep: KEEP,
      }),
    );
    context.tick(0, 1);
    const numbers: ScoreColumns = {
      rows: sample.rows.length,
      of: table.rowCount,
      first: sample.first && sample.rows.length < table.rowCount,
      keep: KEEP,
      scores,
      pairs: pairsOf(scores, oriented),
      spread: spreadOf(scores),
    };
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, scoreAlerts(numbers, indices, nuisances.isShort)),
      evidence: {},
    };
  },
};

/** Numeric columns with the role score or loss; probabilities of the classes are no scores of rows. */
function scoresOf(table: Table, context: MetricContext): number[] {
  const { roles, profiles } = context;
  const label = labelIfAny(table, context);
  const of = new Set(label ? classProbabilities(table, context, label).values() : []);
  return table.columns
    .map(({ index }) => index)
    .filter((index) => {
      const isScore = roles[index] === 'score' || roles[index] === 'loss';
      return isScore && holdsNumbers(profiles[index]!) && !of.has(index);
    })
    .slice(0, MOST);
}

function pairsOf(scores: readonly ScoreColumn[], oriented: readonly Float64Array[]): ScorePair[] {
  const tops = oriented.map((values) => {
    const rank = ranked(values);
    const { kept, tied } = keptAt(rank, values.length, TOP);
    return tied > TIED * TOP * rank.order.length ? undefined : kept;
  });
  return scores
    .flatMap((a, i) =>
      scores.slice(i + 1).map((b, offset) => {
        const j = i + 1 + offset;
        const rho = spearman(oriented[i]!, oriented[j]!);
        const [one, other] = [tops[i], tops[j]];
        return {
          a: a.column,
          b: b.column,
          spearman: Number.isFinite(rho) ? rho : null,
          overlap: one && other ? overlapOf(one, other) : null,
        };
      }),
    )
    .sort((x, y) => (x.spearman ?? 1) - (y.spearman ?? 1));
}

function spreadOf(scores: readonly ScoreColumn[]): ScoreColumns['spread'] {
  const varying = scores.filter(({ sd, role }) => sd > 0 && role === 'score');
  if (varying.length < 2) return null;
  const bySpread = [...varying].sort((a, b) => b.sd - a.sd);
  const [widest, narrowest] = [bySpread[0]!, bySpread.at(-1)!];
  return {
    widest: widest.column,
    narrowest: narrowest.column,
    ratio: widest.sd / narrowest.sd,
  };
}
