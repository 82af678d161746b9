import { classesOf } from '../table/classes';
import { comparedColumns } from '../detectors/exact';
import { bitsOf, eachRow, hasBit } from '../kernels/bit-sets';
import { changesOf } from '../method';
import { columnNamed } from '../methods/columns';
import { NO_ROW } from '../plan/plan';
import { keptInstead } from '../plan/removed-rows';
import { columnWith } from '../roles/roles';
import { rowsInScope } from '../scope';
import { everyRow } from '../ticks';
import { read } from '../params/values';
import { count, many, percent, quoted } from '../words';
import type { Guard, GuardSubject } from './guard';
import { t } from '../language';

/** Columns and levels up to which rows are too coarse to tell cases apart. */
const FEW_COLUMNS = 5;
const FEW_LEVELS = 50;

/** Rows that look alike but are labelled differently are never collapsed silently. */
export const labels: Guard = {
  code: 'G-LABELS',
  rule: 'Sets of equal rows whose labels differ are collapsed only on purpose.',
  check(subject) {
    const label = columnWith(subject.context.roles, 'label');
    if (label === undefined) return undefined;
    // Where shares of labels are written, none is lost.
    if (subject.values['labels'] === 'soft') return undefined;
    const { sets, pair } = contradictions(subject, label);
    const note = { code: 'G-LABELS', title: t('Equal rows contradict.') } as const;
    if (!pair) return { ...note, level: 'passed', title: t('No contradictions.'), message: AGREE };
    const name = quoted(subject.table.columns[label]!.name);
    return {
      ...note,
      level: 'block',
      message: t`${many(sets, 'set')} of equal rows ${sets === 1 ? t('differs') : t('differ')} in ${name}, as in ${pair}: one answer would be kept and the others lost. Set \`within\` to ${name}, or \`keep\` to \`none\`.`,
    };
  },
};

const AGREE = t('No row leaves for a row with another label.');

/** Sets from which a row leaves for one of another label, and the first such pair of labels. */
function contradictions({ table, plan, context }: GuardSubject, label: number) {
  const { codes } = table.columns[label]!;
  const { values, indexOf } = classesOf(table.columns[label]!, context.profiles[label]!);
  const { rows } = rowsInScope(table, context);
  const inScope = rows && bitsOf(rows, table.rowCount);
  const named = (row: number) => {
    const level = indexOf[codes[row]!]!;
    return level < 0 ? t('no label') : quoted(values[level]!);
  };
  const sets = new Set<number>();
  let pair: string | undefined;
  const ticked = everyRow((done, total) => context.tick(done, total));
  let removed = 0;
  eachRow(plan.removed.bits, (row) => {
    ticked(removed, plan.removed.count);
    const kept = keptInstead(plan.removed, removed++);
    // Labels of other parts of a split are not read.
    if (kept === NO_ROW || (inScope && !hasBit(inScope, kept))) return;
    if (indexOf[codes[row]!] === indexOf[codes[kept]!]) return;
    sets.add(kept);
    pair ??= t`${named(kept)} and ${named(row)}`;
  });
  return { sets: sets.size, pair };
}

/** When most of a file leaves, something else may be wrong. */
export const half: Guard = {
  code: 'G-HALF',
  rule: 'More than half of the rows leave only on purpose.',
  check({ table, plan, context, method, values }) {
    const n = rowsInScope(table, context).count;
    if (!n) return undefined;
    const gone = plan.removed.count;
    const figure = t`${count(gone)} of ${many(n, 'row')} (${percent(gone / n)})`;
    const mayCut = method.params.some(({ id }) => id === 'mostCut');
    const cuts = mayCut && changesOf(method, values) === 'columns';
    const copies = method.family === 'deduplicate' && !cuts;
    const note = { code: 'G-HALF', title: t('How many leave.') } as const;
    if (gone <= n / 2) {
      return {
        ...note,
        level: 'passed',
        message: t`${figure} leave${copies ? t(' as copies') : ''}.`,
      };
    }
    return {
      ...note,
      level: 'block',
      title: t('Most rows leave.'),
      message: t`${figure} would leave. ${copies ? COPIES_FIRST : cuts ? CUT_LESS : CLEANED_FIRST}`,
    };
  },
};

const COPIES_FIRST = t(
  'Look at the sets first: compare more columns, or only mark copies (`keep` = `all`).',
);
const CUT_LESS = t(
  'Hardly anything is left of their texts: cut less, or keep what is left (`mostCut` = 1 and `minTokens` = 0).',
);
const CLEANED_FIRST = t(
  'The classes overlap nearly everywhere: ask fewer neighbours, let most of them decide (`rule` = `mode`), or clean fewer classes.',
);

/** Where a row says little, equal rows may be different cases. */
export const coarse: Guard = {
  code: 'G-COARSE',
  rule: 'In a table of few columns with few values, equal rows may be different cases.',
  check({ table, values, context, plan }) {
    const { roles, profiles } = context;
    // Keys and likeness are chosen; only whole rows can say too little.
    if ((values['detector'] ?? 'exact') !== 'exact') return undefined;
    const within = read.texts(values, 'within').map((name) => columnNamed(table, name));
    const acrossParts = read.flag(values, 'acrossParts');
    const compared = comparedColumns({ table, roles, values, within, acrossParts });
    const told =
      compared.length >= FEW_COLUMNS ||
      roles.includes('id') ||
      compared.some((index) => {
        const { semantic, distinct } = profiles[index]!;
        return semantic === 'free-text' || semantic === 'identifier' || distinct > FEW_LEVELS;
      });
    const note = { code: 'G-COARSE', title: t('Coarse rows.') } as const;
    if (told) {
      return {
        ...note,
        level: 'passed',
        title: t('Rows say enough.'),
        message: t('Rows say enough for equal ones to be copies.'),
      };
    }
    const possible = compared.reduce(
      (product, index) => product * Math.max(1, profiles[index]!.distinct),
      1,
    );
    return {
      ...note,
      level: plan.removed.count ? 'warning' : 'note',
      message: t`There is no id and no text, and ${many(compared.length, 'column')} ${compared.length === 1 ? t('allows') : t('allow')} only ${many(possible, 'combination')} for ${many(rowsInScope(table, context).count, 'row')}: equal rows may be different cases.`,
    };
  },
};
