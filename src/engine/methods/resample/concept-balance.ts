import type { Method, MethodContext } from '../../method';
import type { ColumnsParam, Values } from '../../params/params';
import { EngineError } from '../../problems';
import { columnWith } from '../../roles/roles';
import { select } from '../../plan/row-numbers';
import type { Table } from '../../table/table';
import { read } from '../../params/values';
import { columnsFor } from '../columns';
import { SEPARATOR } from '../label-params';
import { MISSING_LABEL, withoutUnlabelled } from '../missing-label';
import { Leaving, shuffled } from '../plans';
import { conceptViews, type View } from './parts/concept-views';
import { SHUFFLE } from './parts/draw';
import { t } from '../../language';

const COLUMNS: ColumnsParam = {
  kind: 'columns',
  id: 'columns',
  title: 'Concepts',
  summary:
    'Columns whose words, tags or values are concepts, each a view of the row; none means the text, or the label where there is no text.',
  default: [],
  role: 'text',
};

/** Rare concepts that the side table lists. */
const MOST_LISTED = 500;

/** Thins rows that show nothing but frequent concepts, so that rare ones weigh more. */
export const conceptBalance: Method = {
  id: 'concept-balance',
  family: 'resample',
  title: 'Thin frequent concepts',
  summary: 'Rows leave by chance that have frequent words, tags or objects alone.',
  cites: [
    'Song et al. 2025, From head to tail: balanced representation through adaptive data (ADR)',
  ],
  needs: { optional: ['text', 'label', 'split'] },
  changes: 'removes-rows',
  params: [
    COLUMNS,
    {
      kind: 'choice',
      id: 'read',
      title: 'Cells are',
      summary: 'Lists of tags, running text, or the one or the other by the look of the column.',
      default: 'auto',
      options: [
        { value: 'auto', title: 'By the column' },
        { value: 'tags', title: 'Lists of tags' },
        { value: 'words', title: 'Text' },
      ],
    },
    SEPARATOR,
    {
      kind: 'flag',
      id: 'pairs',
      title: 'Pairs too',
      summary: 'Two tags of the same cell are a concept together, in a view of their own.',
      default: false,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'tau',
      title: 'Frequent from',
      summary:
        'Concepts in more rows than this are frequent; none means the 80th percentile of the concepts of a view.',
      default: null,
      min: 1,
    },
    {
      kind: 'choice',
      id: 'pass',
      title: 'With several views',
      summary: 'A row stays by the view in which it is rarest, or by the mean of all.',
      default: 'any',
      options: [
        { value: 'any', title: 'The rarest view' },
        { value: 'majority', title: 'The mean' },
      ],
    },
    MISSING_LABEL,
    SHUFFLE,
  ],
  guards: ['G-SPLIT', 'G-CALIB', 'G-TAIL', 'G-EVIDENCE'],
  apply(table, values, context) {
    const views = viewsOf(table, values, context);
    const byMean = read.text(values, 'pass') === 'majority';
    const chances = new Float64Array(table.rowCount).fill(1);
    const tails = new Float64Array(table.rowCount).fill(1);
    const { scope, tick } = context;
    for (let place = 0; place < scope.length; place++) {
      if (place % 8192 === 0) tick(place, scope.length);
      const seen = views.flatMap((view) => view.at(place) ?? []);
      if (!seen.length) continue;
      const own = seen.map(({ chance }) => chance);
      chances[scope[place]!] = byMean
        ? own.reduce((sum, chance) => sum + chance, 0) / own.length
        : own.reduce((most, chance) => Math.max(most, chance), 0);
      tails[scope[place]!] = seen.reduce((most, { tail }) => Math.max(most, tail), 0);
    }
    const stream = context.random.stream('concept-balance/keep');
    const leaving = new Leaving(table.rowCount, tick);
    const kept = select(scope, (row) => stream.uniform(row) < chances[row]!, tick);
    leaving.keepOnly(scope, kept, 'frequent');
    const rows = leaving.staying();
    const column = (name: string, of: Float64Array) => ({
      name,
      type: 'number' as const,
      text: (output: number) => String(Number(of[rows[output]!]!.toPrecision(6))),
    });
    const draft = leaving.plan({
      rows,
      ...shuffled(values, context, rows.length),
      columns: [column('_keep_prob', chances), column('_tail_score', tails)],
      notices: [t('Keep a control: as many rows at random often do as well.')],
      tables: {
        views: views.map(({ name, tau, concepts }) => ({ view: name, tau, concepts })),
        tailShortage: views
          .flatMap(({ name, rare }) => rare.map((each) => ({ view: name, ...each })))
          .slice(0, MOST_LISTED),
      },
    });
    return withoutUnlabelled(table, values, context, draft);
  },
};

/** @throws EngineError missing-role, unknown-column; Cancelled */
function viewsOf(table: Table, values: Values, context: MethodContext): View[] {
  const named = columnsFor(table, context.roles, COLUMNS, read.texts(values, COLUMNS.id));
  const label = columnWith(context.roles, 'label');
  const columns = named.length || label === undefined ? named : [label];
  if (!columns.length) {
    throw new EngineError(
      'missing-role',
      t('There is no text and no label: choose columns of concepts.'),
    );
  }
  return conceptViews(table, columns, context, {
    words: read.text(values, 'read'),
    separator: read.text(values, SEPARATOR.id),
    pairs: read.flag(values, 'pairs'),
    tau: read.number(values, 'tau'),
  });
}
