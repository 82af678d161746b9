import type { Method, MethodContext } from '../../method';
import type { ColumnsParam } from '../../params/params';
import { EngineError } from '../../problems';
import type { Roles } from '../../roles/roles';
import { numbersByGroup, select } from '../../plan/row-numbers';
import type { Table } from '../../table/table';
import { read } from '../../params/values';
import { count, many, quoted } from '../../words';
import { columnsFor } from '../columns';
import { Leaving } from '../plans';
import { balanceOf } from './parts/covariate-balance';
import { exactMatches, propensityMatches, spaceMatches, type Side } from './parts/match-rules';
import {
  cleanedPlan,
  NEIGHBOUR_GUARDS,
  NEIGHBOUR_PARAMS,
  neighbourGround,
  smallestClass,
} from './parts/neighbour-ground';
import { t } from '../../language';

const COVARIATES: ColumnsParam = {
  kind: 'columns',
  id: 'columns',
  title: 'Match on',
  summary: 'Columns in which matched rows are alike; none means the features.',
  default: [],
  role: 'feature',
};

/** A difference of means, in standard deviations, below which groups count as alike. */
const ALIKE = 0.1;

const RULES = {
  propensity: propensityMatches,
  nearest: spaceMatches,
  'exact-bins': exactMatches,
};

/** Keeps those rows of common classes that are like the rows of the rarest class in other columns. */
export const matchUndersample: Method = {
  id: 'match-undersample',
  family: 'resample',
  title: 'Matched rows',
  summary: 'Of common classes those rows stay that are like a rare row in other columns.',
  cites: [
    'Rosenbaum and Rubin 1985, Constructing a control group using multivariate matched sampling',
    'Ho, Imai, King and Stuart 2007, Matching as nonparametric preprocessing (MatchIt)',
  ],
  needs: { required: ['label', 'feature'], optional: ['entity', 'split'] },
  changes: 'removes-rows',
  compares: 'mixed',
  params: [
    COVARIATES,
    {
      kind: 'choice',
      id: 'method',
      title: 'Alike by',
      summary:
        'The probability of being rare, as a model out of fold says it; the distance; or equal values, with numbers cut into parts.',
      default: 'propensity',
      options: [
        { value: 'propensity', title: 'Probability of being rare' },
        { value: 'nearest', title: 'Distance' },
        { value: 'exact-bins', title: 'Equal values' },
      ],
    },
    {
      kind: 'number',
      id: 'ratio',
      title: 'Rows per rare row',
      summary: 'How many common rows of each class stay for a rare row at most.',
      default: 1,
      min: 1,
      max: 1000,
      integer: true,
    },
    {
      kind: 'number',
      id: 'caliper',
      title: 'Caliper',
      summary:
        'By probability: how far matched rows may be apart, in standard deviations of the logit.',
      default: 0.2,
      min: 0,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'bins',
      title: 'Parts of numbers',
      summary: 'By equal values: into how many parts of as many rows numbers are cut.',
      default: 5,
      min: 2,
      max: 100,
      integer: true,
      advanced: true,
    },
    {
      kind: 'flag',
      id: 'replacement',
      title: 'Match rows again',
      summary: 'A common row may be the match of several rare rows; it stays once.',
      default: false,
      advanced: true,
    },
    ...NEIGHBOUR_PARAMS,
  ],
  guards: NEIGHBOUR_GUARDS,
  apply(table, values, whole) {
    const covariates = columnsFor(
      table,
      whole.roles,
      COVARIATES,
      read.texts(values, COVARIATES.id),
    );
    const context = { ...whole, roles: onlyFeatures(whole.roles, covariates) };
    const ground = neighbourGround(table, values, context);
    const { classes, classOf, rows } = ground;
    const smallest = smallestClass(classes.counts);
    refuseMany(classes.values.length);
    const pointsOf = numbersByGroup(classOf, classes.values.length, context.tick);
    const rare = pointsOf[smallest]!;
    const rule = RULES[read.text(values, 'method') as keyof typeof RULES];
    const leaving = new Leaving(table.rowCount, context.tick);
    const ids = new Map<number, number>();
    const unmatched: { class: string; rows: number }[] = [];
    const balance = classes.values.flatMap((name, index) => {
      if (index === smallest) return [];
      const common = pointsOf[index]!;
      const side: Side = { table, values, context, ground, rare, common, name };
      const { pairs, id } = rule(side);
      const matchedRare = new Set<number>();
      for (const pair of pairs) {
        matchedRare.add(pair.rare);
        ids.set(rows[pair.rare]!, id(pair));
        if (!ids.has(rows[pair.common]!)) ids.set(rows[pair.common]!, id(pair));
      }
      const own = common.map((point) => rows[point]!);
      const kept = Uint32Array.from(new Set(pairs.map((pair) => rows[pair.common]!)));
      leaving.keepOnly(own, kept, 'unmatched');
      const matched = select(rare, (point) => matchedRare.has(point));
      if (matched.length < rare.length) {
        unmatched.push({ class: name, rows: rare.length - matched.length });
      }
      return differences(table, covariates, context, name, {
        before: [rare.map((point) => rows[point]!), own],
        after: [
          matched.map((point) => rows[point]!),
          Uint32Array.from(pairs, (pair) => rows[pair.common]!),
        ],
      });
    });
    const [first] = unmatched;
    const notices = first
      ? [
          t`${many(first.rows, 'row')} of ${quoted(classes.values[smallest]!)} without a match in ${quoted(first.class)} also stay${unmatched.length > 1 ? t`; so do others without one in ${many(unmatched.length - 1, 'more class', 'more classes')}` : ''}.`,
        ]
      : [];
    const apart = balance.filter(({ after }) => Math.abs(after ?? 0) > ALIKE).length;
    if (apart) {
      notices.push(
        t`Rows that stay still differ in ${many(apart, 'column')} by more than a tenth of a standard deviation.`,
      );
    }
    const staying = leaving.staying();
    return cleanedPlan(table, values, context, ground, leaving, {
      notices,
      columns: [
        {
          name: '_match_id',
          type: 'text',
          text: (output) => String(ids.get(staying[output]!) ?? ''),
        },
      ],
      tables: { balance, unmatched },
    });
  },
};

/** Classes that are matched at most: each by a model of its own. */
const MOST_CLASSES = 1000;

function refuseMany(classes: number): void {
  if (classes <= MOST_CLASSES) return;
  throw new EngineError(
    'too-many-classes',
    t`Each of ${count(classes)} classes would be matched with the rarest one by itself: choose another label, or use \`random-undersample\`.`,
  );
}

/** Of the features only some. */
function onlyFeatures(roles: Roles, columns: readonly number[]): Roles {
  return roles.map((role, index) => {
    if (columns.includes(index)) return 'feature';
    return role === 'feature' ? 'ignored' : role;
  });
}

type Sides = readonly [rare: Uint32Array, common: Uint32Array];

/** Most columns that are listed per class. */
const MOST_COLUMNS = 50;

function differences(
  table: Table,
  columns: readonly number[],
  context: MethodContext,
  name: string,
  { before, after }: { readonly before: Sides; readonly after: Sides },
) {
  const first = balanceOf(table, columns, context, ...before);
  const then = balanceOf(table, columns, context, ...after);
  return first
    .map(({ column, difference }, i) => ({
      class: name,
      column,
      before: difference,
      after: then[i]!.difference,
    }))
    .slice(0, MOST_COLUMNS);
}
