import type { Method, MethodContext } from '../../method';
import type { Values } from '../../params/params';
import { EngineError } from '../../problems';
import { choice } from '../../random';
import { read } from '../../params/values';
import { listed, many, quoted } from '../../words';
import { labelsOfRows, LABEL_PARAMS } from '../label-params';
import type { LabelSets } from '../label-sets';
import { MISSING_LABEL, withoutUnlabelled } from '../missing-label';
import { concatenate, Leaving, shuffled } from '../plans';
import { SHUFFLE } from './parts/draw';
import { divergence, labelQuota, type Kind } from './parts/label-quota';
import { t } from '../../language';

/** Labels that the side table lists, those farthest from their share first. */
const MOST_LABELS = 500;

/** Chooses rows of several labels so that the labels have the wanted shares. */
export const labelQuotaSubset: Method = {
  id: 'label-quota-subset',
  family: 'resample',
  title: 'Subset by labels',
  summary: 'So many rows stay that labels have the wanted shares, where rows have several.',
  cites: [
    'Kim, Jeong and Kim 2020, Imbalanced continual learning with partitioning reservoir sampling',
    'Kullback and Leibler 1951, On information and sufficiency',
  ],
  needs: { required: ['label'], optional: ['split'] },
  ofLabelSets: true,
  changes: 'removes-rows',
  params: [
    ...LABEL_PARAMS,
    {
      kind: 'number',
      id: 'rows',
      title: 'Rows',
      summary: 'How many rows stay; none means half of those that have labels.',
      default: null,
      min: 1,
      integer: true,
    },
    {
      kind: 'choice',
      id: 'target',
      title: 'Shares',
      summary: 'The shares that labels have now, all the same, or a table.',
      default: 'uniform',
      options: [
        { value: 'uniform', title: 'All the same' },
        { value: 'current', title: 'As they are' },
        { value: 'table', title: 'By hand' },
      ],
    },
    {
      kind: 'table',
      of: 'cells',
      id: 'shares',
      title: 'Shares by hand',
      summary: 'By hand: the share of each label, as in `cat=2, dog=1`; labels not named get none.',
      default: {},
      min: 0,
      advanced: true,
    },
    MISSING_LABEL,
    SHUFFLE,
  ],
  guards: ['G-SPLIT', 'G-CALIB', 'G-TAIL', 'G-EVIDENCE'],
  apply(table, values, context) {
    const sets = labelsOfRows(table, values, context);
    const kinds = kindsOf(sets, context);
    const all = kinds.reduce((sum, { rows }) => sum + rows.length, 0);
    const wanted = read.number(values, 'rows') ?? Math.ceil(all / 2);
    const target = targetShares(sets, kinds, values);
    const sized = kinds.map((kind) => ({ ...kind, rows: kind.rows.length }));
    const taken = labelQuota(sized, target, Math.min(wanted, all), context.tick);
    const order = context.random.stream('label-quota-subset/order');
    const leaving = new Leaving(table.rowCount, context.tick);
    const kept = kinds.map(({ rows }, kind) => choice(order, rows, taken[kind]!, context.tick));
    leaving.keepOnly(concatenate(kinds.map(({ rows }) => rows)), concatenate(kept), 'quota');
    const before = countsOf(sized, (kind) => sized[kind]!.rows, sets.names.length);
    const after = countsOf(sized, (kind) => taken[kind]!, sets.names.length);
    const total = after.reduce((a, b) => a + b, 0);
    const short = [...target.keys()].filter((label) => before[label]! < target[label]! * total - 1);
    const rows = leaving.staying();
    const draft = leaving.plan({
      rows,
      ...shuffled(values, context, rows.length),
      notices: [
        ...(wanted > all ? [t`Only ${many(all, 'row')} have labels: all of them stay.`] : []),
        ...(short.length
          ? [
              t`${listed(short.map((label) => quoted(sets.names[label]!)))} ${short.length === 1 ? t('has') : t('have')} fewer rows than the share asks for.`,
            ]
          : []),
      ],
      tables: {
        divergence: { before: divergence(target, before), after: divergence(target, after) },
        labels: sets.names
          .map((label, i) => ({
            label,
            before: before[i]!,
            after: after[i]!,
            share: total > 0 ? after[i]! / total : 0,
            target: target[i]!,
          }))
          .sort((a, b) => Math.abs(b.share - b.target) - Math.abs(a.share - a.target))
          .slice(0, MOST_LABELS),
      },
    });
    return withoutUnlabelled(table, values, context, draft);
  },
};

/** The rows of each combination of labels, in the order in which they are first met. @throws Cancelled */
function kindsOf(sets: LabelSets, { scope, tick }: MethodContext) {
  const found = new Map<string, Omit<Kind, 'rows'> & { readonly rows: number[] }>();
  for (let place = 0; place < scope.length; place++) {
    if (place % 8192 === 0) tick(place, scope.length);
    const labels = sets.at(place);
    if (!labels) continue;
    const times = sets.times?.(place) ?? labels.map(() => 1);
    const key = `${labels.join()}:${times.join()}`;
    const known = found.get(key);
    if (known) known.rows.push(scope[place]!);
    else found.set(key, { labels, times, rows: [scope[place]!] });
  }
  return Array.from(found.values(), (kind) => ({ ...kind, rows: Uint32Array.from(kind.rows) }));
}

/** How often rows list each label, `rows` of each kind. */
function countsOf(kinds: readonly Kind[], rows: (kind: number) => number, labels: number) {
  const counts = new Float64Array(labels);
  kinds.forEach(({ labels: own, times }, kind) => {
    own.forEach((label, i) => (counts[label]! += times[i]! * rows(kind)));
  });
  return counts;
}

/** @throws EngineError bad-parameter, unknown-class */
function targetShares(
  { names }: LabelSets,
  kinds: readonly {
    readonly labels: readonly number[];
    readonly times: readonly number[];
    readonly rows: Uint32Array;
  }[],
  values: Values,
): number[] {
  const by = read.text(values, 'target');
  if (by === 'uniform') return names.map(() => 1 / names.length);
  const counts =
    by === 'current'
      ? countsOf(
          kinds.map((kind) => ({ ...kind, rows: kind.rows.length })),
          (kind) => kinds[kind]!.rows.length,
          names.length,
        )
      : sharesByHand(names, read.table(values, 'shares'));
  const total = counts.reduce((sum, count) => sum + count, 0);
  return Array.from(counts, (count) => count / total);
}

function sharesByHand(names: readonly string[], shares: Readonly<Record<string, number>>) {
  const given = new Map(Object.entries(shares));
  const unknown = [...given.keys()].find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new EngineError('unknown-class', t`No row in scope has the label ${quoted(unknown)}.`);
  }
  const found = Float64Array.from(names, (name) => given.get(name) ?? 0);
  if (found.some((share) => share > 0)) return found;
  throw new EngineError('bad-parameter', t('`shares` must give a label a share above 0.'));
}
