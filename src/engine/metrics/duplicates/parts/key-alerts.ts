import type { Values } from '../../../params/params';
import { count, listed, many, quoted } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { KeyDuplicates } from '../key-duplicates';
import { t } from '../../../language';

/** Findings about a key that is not unique: rows that differ, or else rows that agree. */
export function keyAlerts(
  numbers: KeyDuplicates,
  columns: readonly number[],
): (AlertDraft | undefined)[] {
  return [conflicting(numbers, columns), identical(numbers, columns)];
}

function conflicting(numbers: KeyDuplicates, columns: readonly number[]): AlertDraft | undefined {
  const { conflicting: keys, conflicts, by } = numbers;
  if (keys === 0) return undefined;
  const [first] = numbers.sets;
  const one = first!.key
    .map((value) => quoted(value))
    .reduce((left, right) => t`${left} with ${right}`);
  const differ = listed(conflicts.map(({ column, keys: n }) => `${quoted(column)} (${count(n)})`));
  return {
    code: 'key-with-different-rows',
    // Of an entity many rows may be of one time; an id that was guessed may be none.
    severity: by === 'chosen' ? 'error' : by === 'id' ? 'warning' : 'info',
    title: t`${many(keys, 'value')} of ${nameOf(numbers)} ${keys === 1 ? t('stands') : t('stand')} for rows that differ`,
    message: t`As in ${one}, ${many(first!.size, 'row')}. They differ in ${differ}. ${DOUBTS[by]}`,
    columns,
    value: keys,
    rowCount: keys === 1 ? first!.size : keys,
    evidence: 'conflicting',
    remedies: [
      { method: 'resolve-conflicts', why: t('Decides column by column what holds.') },
      { method: 'key-dedup', values: valuesOf(numbers), why: t('Keeps one row of each key.') },
    ],
  };
}

const DOUBTS: Readonly<Record<KeyDuplicates['by'], string>> = {
  chosen: t('What was joined or looked up by this key is not certain.'),
  id: t('It may be no id after all; if it is, what is joined by it is not certain.'),
  'entity-and-time': t('Several things may happen at one time; or rows were written twice.'),
};

function identical(numbers: KeyDuplicates, columns: readonly number[]): AlertDraft | undefined {
  const { identical: keys, by, extraRows, conflicting: differing } = numbers;
  if (keys === 0) return undefined;
  const extra = differing === 0 ? t` ${many(extraRows, 'row')} could leave.` : '';
  return {
    code: 'key-repeated',
    severity: by === 'entity-and-time' ? 'info' : 'warning',
    title: t`${many(keys, 'value')} of ${nameOf(numbers)} ${keys === 1 ? t('is') : t('are')} repeated in equal rows`,
    message:
      keys === 1
        ? t`The rows of it agree in every column, so nothing is lost with all but one.${extra}`
        : t`The rows of each agree in every column, so nothing is lost with all but one.${extra}`,
    columns,
    value: keys,
    evidence: 'identical',
    remedies: [
      { method: 'key-dedup', values: valuesOf(numbers), why: t('Keeps one row of each key.') },
    ],
  };
}

const nameOf = ({ key }: KeyDuplicates) => listed(key.map(quoted));

const valuesOf = ({ key }: KeyDuplicates): Values => ({ key: [...key] });
