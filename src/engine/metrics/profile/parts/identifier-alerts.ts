import type { MetricContext } from '../../../metric';
import { count, listed, percent, quoted } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { IdentifierColumns } from '../identifier-columns';
import { t } from '../../../language';

/** Share of the keys to evaluate on that train has, from which the split did not keep them together. */
const SHARED = 0.5;
/** Heaps' exponent from which values do not saturate. */
const ENDLESS = 0.9;

/** What ids and keys would do to a model and to its score. */
export function identifierAlerts(
  numbers: IdentifierColumns,
  { roles }: MetricContext,
): (AlertDraft | undefined)[] {
  return [
    idsAsFeatures(numbers),
    // Where a column has the role entity, what leaks between parts is told of it.
    roles.includes('entity') ? undefined : keysOnBothSides(numbers),
    endless(numbers),
  ];
}

function idsAsFeatures({ ids }: IdentifierColumns): AlertDraft | undefined {
  const found = ids.filter(({ role }) => role === 'feature');
  const [first] = found;
  if (!first) return undefined;
  const names = listed(found.map(({ name }) => quoted(name)));
  return {
    code: 'id-as-feature',
    severity: 'warning',
    title:
      found.length === 1
        ? t`${names} looks like an id and counts as a feature`
        : t`${count(found.length)} features look like ids: ${names}`,
    message: t(
      'Hardly any value repeats, and they number the rows or are keys. A model that uses them learns rows by heart, or their order: set the role to id or ignored.',
    ),
    columns: found.map(({ column }) => column),
    value: found.length,
    ignore: found.map(({ column }) => column),
  };
}

function keysOnBothSides({ keys }: IdentifierColumns): AlertDraft | undefined {
  const found = keys
    .filter(
      ({ split }) => split !== null && split.values > 1 && split.shared >= SHARED * split.values,
    )
    .sort((a, b) => b.split!.rows - a.split!.rows);
  const [worst] = found;
  if (!worst?.split) return undefined;
  const others = found.slice(1).map(({ name }) => quoted(name));
  const { values, shared, rows } = worst.split;
  return {
    code: 'keys-on-both-sides',
    severity: 'warning',
    title: t`${percent(shared / values)} of the keys ${quoted(worst.name)} to evaluate on are also in train`,
    message: t`${count(shared)} of ${count(values)}, with ${count(rows)} rows. If they stand for people, documents or devices, scores tell of known ones alone: keep each on one side.${others.length > 0 ? t` So it is with ${listed(others)}.` : ''}`,
    columns: found.map(({ column }) => column),
    value: shared / values,
    threshold: SHARED,
    rowCount: rows,
    remedies: [
      {
        method: 'group-split',
        values: { scope: 'all', groups: [worst.name] },
        why: t('Keeps each on one side.'),
      },
    ],
  };
}

function endless({ growth }: IdentifierColumns): AlertDraft | undefined {
  const found = growth.filter(({ slope }) => slope > ENDLESS);
  const [first] = found;
  if (!first) return undefined;
  const others = found.slice(1).map(({ name }) => quoted(name));
  return {
    code: 'values-never-end',
    severity: 'info',
    title: t`New rows keep bringing new values of ${quoted(first.name)} (Heaps exponent ${first.slope.toFixed(2)})`,
    message: t`Twice the rows hold about ${(2 ** first.slope).toFixed(1)} times the values.${others.length > 0 ? t` So it is with ${listed(others)}.` : ''} One column or embedding for each would never be complete: hash them, or use what they have in common.`,
    columns: found.map(({ column }) => column),
    value: first.slope,
    threshold: ENDLESS,
  };
}
