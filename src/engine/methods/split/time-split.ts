import type { Method, MethodContext } from '../../method';
import type { ChoiceParam, ColumnParam, NumberParam, TextParam, Values } from '../../params/params';
import { read } from '../../params/values';
import type { Draft } from '../../plan/plan';
import { EngineError } from '../../problems';
import { isTrainWord, rowsInScope } from '../../scope';
import type { Table } from '../../table/table';
import { everyRow } from '../../ticks';
import { many, quoted } from '../../words';
import { durationOf } from './parts/durations';
import { undealt, type Dealt } from './parts/part-plan';
import { OUTPUT, partsOf, SHARES } from './parts/split-params';
import {
  beginnings,
  cutsByDate,
  cutsByShare,
  partByBegin,
  partByLast,
  rowTimes,
  type RowTimes,
} from './parts/time-cuts';
import { foldsByTime } from './parts/time-folds';
import { timedPlan } from './parts/timed-plan';
import { t } from '../../language';

const TIME: ColumnParam = {
  kind: 'column',
  id: 'time',
  title: 'Time',
  summary: 'Column that says when a row is from; the timestamp when not set.',
  default: null,
  role: 'timestamp',
};

const CUTS: TextParam = {
  kind: 'text',
  id: 'cuts',
  title: 'Parts begin on',
  summary:
    'Dates or numbers at which the parts after the first begin, as in `2024-01-01, 2024-03-01`; when empty parts are cut by their shares.',
  default: '',
};

const GAP: TextParam = {
  kind: 'text',
  id: 'gap',
  title: 'Gap',
  summary:
    'Time between a part and the next, as `7 days` or `12 h`, or in the unit of the times; rows in it are in no part.',
  default: '0',
};

const DELAY: TextParam = {
  kind: 'text',
  id: 'delay',
  title: 'Labels are known after',
  summary: 'How long it takes until the label of a row is known, to be compared with the gap.',
  default: '0',
  advanced: true,
};

const MODE: ChoiceParam = {
  kind: 'choice',
  id: 'mode',
  title: 'Way of splitting',
  summary:
    'Once, or in folds that are each tested on after training on what is before: on all of it, or on as much as is tested on.',
  default: 'holdout',
  options: [
    { value: 'holdout', title: 'Once' },
    { value: 'expanding', title: 'Folds, training on all before' },
    { value: 'rolling', title: 'Folds, training on the block before' },
  ],
};

const K: NumberParam = {
  kind: 'number',
  id: 'k',
  title: 'Folds',
  summary: 'Number of folds; rows are cut into one block more, the first of which is trained on.',
  default: 5,
  min: 2,
  max: 200,
  integer: true,
  advanced: true,
};

/** Deals rows to parts one after the other in time. */
export const timeSplit: Method = {
  id: 'time-split',
  family: 'split',
  title: 'Split by time',
  summary: 'Train ends before validation begins, and validation before test, with a gap if needed.',
  cites: [
    'scikit-learn TimeSeriesSplit',
    'Dal Pozzolo et al. 2018, Credit card fraud detection: a realistic modeling',
  ],
  needs: { optional: ['timestamp', 'label', 'split', 'entity', 'group', 'domain', 'text'] },
  changes: 'columns',
  // Rows in a gap have no file to go to.
  changesBy: { param: OUTPUT.id, of: { files: 'removes-rows' } },
  params: [SHARES, TIME, CUTS, GAP, DELAY, MODE, K, OUTPUT],
  guards: ['G-PARTS', 'G-LEAK', 'G-TIME'],
  apply(table, values, context) {
    const times = rowTimes(table, read.textOrNull(values, TIME.id), context);
    const gap = durationOf(read.text(values, GAP.id), GAP.id, times.isNumber);
    const delay = durationOf(read.text(values, DELAY.id), DELAY.id, times.isNumber);
    const tables = { gap: { gap, delay, unit: times.isNumber ? 'as the times' : 'ms' } };
    const mode = read.text(values, MODE.id);
    if (mode !== 'holdout') {
      const folds = { count: read.number(values, K.id)!, gap, rolls: mode === 'rolling' };
      return foldsByTime(table, times, folds, tables, context);
    }
    return onceByTime(table, times, gap, values, tables, context);
  },
};

function onceByTime(
  table: Table,
  times: RowTimes,
  gap: number,
  values: Values,
  tables: Draft['tables'],
  context: MethodContext,
): Draft {
  const parts = partsOf(values);
  const { names } = parts;
  const given = read.text(values, CUTS.id).trim();
  const partOf =
    given === ''
      ? partByLast(cutsByShare(times.sorted, parts.shares))
      : partByBegin(cutsByDate(given, names.length, times.isNumber));
  const begins = beginnings(times.sorted, partOf, names.length);
  const dealt: Dealt = undealt(table);
  const forMissing = Math.max(0, names.findIndex(isTrainWord));
  const scope = rowsInScope(table, context);
  const ticked = everyRow(context.tick);
  let between = 0;
  for (let i = 0; i < scope.count; i++) {
    ticked(i, scope.count);
    const row = scope.at(i);
    const time = times.of(row);
    const part = Number.isFinite(time) ? partOf(time) : forMissing;
    // What the next part with rows begins with decides.
    const isIn = Number.isFinite(time) && begins.some((at, p) => p > part && time > at - gap);
    dealt[row] = isIn ? names.length : part;
    if (isIn) between++;
  }
  if (between === times.sorted.length) {
    throw new EngineError('too-few-rows', t('All rows lie in the gap: ask for a shorter one.'));
  }
  const notices = [
    ...(between > 0
      ? [t`${many(between, 'row')} in the gap ${between === 1 ? t('is') : t('are')} in no part.`]
      : []),
    ...(times.missing > 0
      ? [
          t`${many(times.missing, 'row')} without a time ${times.missing === 1 ? t('goes') : t('go')} to ${quoted(names[forMissing]!)}.`,
        ]
      : []),
  ];
  const files = read.text(values, OUTPUT.id) === 'files';
  // Shares are those that were asked for where cuts follow them; dates decide on their own.
  const shares = given === '' ? parts.shares : undefined;
  return timedPlan(table, dealt, times, { names, shares, files, notices, tables }, context);
}
