import { classesOf } from '../../table/classes';
import { PART_COLUMN, partColumnOf } from '../../contamination/sides';
import { hasBit } from '../../kernels/bit-sets';
import type { Method, MethodContext } from '../../method';
import { splitParts, type SplitParts } from '../../metrics/duplicates/parts/split-parts';
import type { Level } from '../../metrics/duplicates/parts/leaked-rows';
import { THRESHOLD } from '../../near-text/settings';
import type { ChoiceParam, FlagParam } from '../../params/params';
import { EngineError } from '../../problems';
import { columnsWith, columnWith } from '../../roles/roles';
import { findColumn, type Table } from '../../table/table';
import { read } from '../../params/values';
import { many } from '../../words';
import { keptShares } from '../kept-shares';
import { Leaving } from '../plans';
import { equalLeaks, nearLeaksOf, sharedLeaks, type LeakSearch } from './parts/leaking-rows';
import { templateLeaksOf } from './parts/leaking-templates';
import { t } from '../../language';

const FROM: ChoiceParam = {
  kind: 'choice',
  id: 'from',
  title: 'Rows leave from',
  summary: 'The side from which a row leaves that the other side gives away.',
  default: 'train',
  options: [
    { value: 'train', title: 'Train' },
    { value: 'evaluation', title: 'The other parts' },
    { value: 'both', title: 'Both' },
  ],
};

const EQUAL: ChoiceParam = {
  kind: 'choice',
  id: 'equal',
  title: 'Equal rows',
  summary:
    'Rows that agree in all columns but ids, split and label, and how much of the spelling is set aside.',
  default: 'n2',
  options: [
    { value: 'no', title: 'Stay' },
    { value: 'written', title: 'As written' },
    { value: 'n1', title: 'But for outer spaces' },
    { value: 'n2', title: 'But for case and repeated spaces' },
    { value: 'n3', title: 'But for punctuation and numbers' },
  ],
};

const flag = (id: string, title: string, summary: string, usual: boolean): FlagParam => ({
  kind: 'flag',
  id,
  title,
  summary,
  default: usual,
});
const NEAR = flag(
  'near',
  'Nearly equal texts',
  'Texts that share most of their runs of words.',
  true,
);
const FAMILY = flag(
  'family',
  'Relatives',
  'Copies and made rows whose origin (`_family`) is on the other side.',
  true,
);
const ENTITY = flag(
  'entity',
  'Entities',
  'Rows of people, users or documents that are on the other side too.',
  false,
);

const TEMPLATE = flag(
  'template',
  'Templates',
  'Texts that differ from one on the other side in numbers, names or ids alone.',
  false,
);

/** Rows of a part before and after. */
export interface PartLeft {
  readonly part: string;
  readonly train: boolean;
  readonly before: number;
  readonly after: number;
  readonly classes: readonly {
    readonly value: string;
    readonly before: number;
    readonly after: number;
  }[];
}

/** Takes rows out of one side of a split that the other side gives away. */
export const removeLeaks: Method = {
  id: 'remove-leaks',
  family: 'deduplicate',
  title: 'Remove leaks between parts',
  summary: 'Rows leave that equal, or nearly equal, a row on the other side of the split.',
  cites: ['FiftyOne: leaky splits', 'Deepchecks: train-test samples mix'],
  needs: { required: ['split'], optional: ['text', 'entity', 'label', 'group', 'domain'] },
  changes: 'removes-rows',
  params: [FROM, EQUAL, NEAR, THRESHOLD, FAMILY, ENTITY, TEMPLATE, PART_COLUMN],
  guards: ['G-SHRINK', 'G-TAIL', 'G-EVIDENCE'],
  apply(table, values, context) {
    const { roles, tick } = context;
    const parts = splitParts(table, partColumnOf(table, roles, values)!, tick);
    const text = columnWith(roles, 'text');
    const from = read.text(values, FROM.id);
    const leaving = new Leaving(table.rowCount, tick);
    const counts = { equal: 0, near: 0, family: 0, entity: 0, template: 0 };
    const gone = new Set<number>();
    const leaver = (level: keyof typeof counts, reason: string) => {
      return (row: number, other: number, similarity: number) => {
        const side = hasBit(parts.train, row) ? 'train' : 'evaluation';
        if ((from !== 'both' && side !== from) || gone.has(row)) return;
        gone.add(row);
        counts[level]++;
        leaving.add(row, reason, other, similarity);
      };
    };
    const search: LeakSearch = { table, parts, context };
    const spelling = read.text(values, EQUAL.id);
    if (spelling !== 'no') equalLeaks(search, spelling as Level, leaver('equal', 'exact'));
    if (read.flag(values, NEAR.id) && text !== undefined) {
      nearLeaksOf(search, text, values, leaver('near', 'near'));
    }
    const family = findColumn(table.columns, '_family');
    if (read.flag(values, FAMILY.id) && family >= 0) {
      sharedLeaks(search, family, leaver('family', 'relative'));
    }
    if (read.flag(values, ENTITY.id)) {
      for (const column of entityColumns(context)) {
        sharedLeaks(search, column, leaver('entity', 'entity'));
      }
    }
    if (read.flag(values, TEMPLATE.id) && text !== undefined) {
      templateLeaksOf(search, text, leaver('template', 'template'));
    }
    const staying = leaving.staying();
    return leaving.plan({
      rows: staying,
      notices: [noticeOf(counts)],
      tables: {
        leaks: counts,
        parts: partsLeft(table, parts, staying, context).map((part) => ({ ...part })),
        kept: keptShares(table, leaving.removed(), context),
      },
    });
  },
};

/** @throws EngineError missing-role */
function entityColumns({ roles }: MethodContext): number[] {
  const columns = columnsWith(roles, 'entity');
  if (columns.length > 0) return columns;
  throw new EngineError('missing-role', t('There is no entity column: choose which column it is.'));
}

function noticeOf(counts: Readonly<Record<string, number>>): string {
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
  if (all === 0) return t('No row is given away by the other side.');
  const words: Readonly<Record<string, string>> = {
    equal: t('equal to'),
    near: t('nearly equal to'),
    family: t('related to'),
    entity: t('of the same entity as'),
    template: t('of the same template as'),
  };
  const some = Object.entries(counts).filter(([, n]) => n > 0);
  const listed = some.map(([level, n]) => `${many(n, 'row')} ${words[level]!}`).join(', ');
  return t`${listed} a row on the other side ${all === 1 ? t('leaves') : t('leave')}.`;
}

function partsLeft(
  table: Table,
  parts: SplitParts,
  staying: Uint32Array,
  { roles, profiles }: MethodContext,
): PartLeft[] {
  const label = columnWith(roles, 'label');
  const column = label === undefined ? undefined : table.columns[label]!;
  const classes = column && classesOf(column, profiles[label!]!);
  const k = classes?.values.length ?? 0;
  const rows = {
    before: new Float64Array(parts.parts.length * (k + 1)),
    after: new Float64Array(0),
  };
  rows.after = rows.before.slice();
  const count = (into: Float64Array, row: number) => {
    const part = parts.of(row);
    if (part < 0) return;
    into[part * (k + 1) + k]!++;
    const of = classes ? classes.indexOf[column!.codes[row]!]! : -1;
    if (of >= 0) into[part * (k + 1) + of]!++;
  };
  for (let row = 0; row < table.rowCount; row++) count(rows.before, row);
  for (const row of staying) count(rows.after, row);
  return parts.parts.map(({ name, train }, part) => {
    const at = (into: Float64Array, of: number) => into[part * (k + 1) + of]!;
    return {
      part: name,
      train,
      before: at(rows.before, k),
      after: at(rows.after, k),
      classes: (classes?.values ?? []).slice(0, 50).map((value, of) => ({
        value,
        before: at(rows.before, of),
        after: at(rows.after, of),
      })),
    };
  });
}
