import { sketchOf } from '../table/open-columns';
import { holdsNumbers, type ColumnProfile } from '../table/profile';
import type { ColumnSketch } from '../table/sketch';
import { countCodes, type Column, type Table } from '../table/table';
import { readNumber } from '../cells/number';
import type { SuggestedRole } from './role-names';
import { t } from '../language';

/** What a content test may look at. */
export interface RoleEvidence {
  readonly column: Column;
  readonly profile: ColumnProfile;
  /** Rows of the table. */
  readonly rows: number;
  /** Whether the name already speaks for the role. */
  readonly named: boolean;
}

/** Whether the values can play a role: a phrase that says why, or null. */
export type ContentTest = (evidence: RoleEvidence) => string | null;

/** Classes a label may have. */
const MOST_CLASSES = 1000;
/** Integers are read as classes up to this many values, when each has at least ten rows on average. */
const MOST_INTEGER_CLASSES = 20;
const ROWS_PER_INTEGER_CLASS = 10;
/** Share of distinct values from which a column may be an id, and rows below which only the name can tell. */
const NEARLY_UNIQUE = 0.95;
const ENOUGH_ROWS = 20;
/** Four standard errors of an estimate of distinct values. */
const UNCERTAIN = 0.033;
const SPLIT_NAMES = new Set([
  'train',
  'training',
  'valid',
  'validation',
  'val',
  'dev',
  'test',
  'holdout',
]);

const cellsOf = ({ rows, profile }: RoleEvidence) => rows - profile.missing;

/** The sketch of a column that was judged by it: its cells are not asked for to guess a role. */
const sketchFor = ({ column, profile }: RoleEvidence) => sketchOf(column, profile);

/** Whether a column can hold classes: categorical, or integers with few values and many rows each. */
function holdsClasses(profile: ColumnProfile, rows: number): boolean {
  const { semantic, type, distinct } = profile;
  if (distinct < 1 || distinct > MOST_CLASSES) return false;
  if (semantic === 'categorical') return true;
  return (
    type === 'integer' &&
    distinct <= MOST_INTEGER_CLASSES &&
    rows - profile.missing >= ROWS_PER_INTEGER_CLASS * distinct
  );
}

function label(evidence: RoleEvidence): string | null {
  const { profile, rows } = evidence;
  return profile.distinct > 1 && holdsClasses(profile, rows)
    ? t`${String(profile.distinct)} classes`
    : null;
}

function group({ profile }: RoleEvidence): string | null {
  return profile.semantic === 'categorical' && profile.distinct > 1
    ? t`${String(profile.distinct)} levels`
    : null;
}

function id(evidence: RoleEvidence): string | null {
  const { rows, profile, named } = evidence;
  const cells = cellsOf(evidence);
  const atMost = profile.distinct * (profile.distinctEstimated ? 1 + UNCERTAIN : 1);
  if (profile.distinct < 2 || atMost <= NEARLY_UNIQUE * cells) return null;
  if (profile.type === 'uuid' || profile.type === 'hex') return t('every value is another key');
  const sequence = profile.type === 'integer' && (isRange(evidence, cells) || isMonotone(evidence));
  const spelled = profile.semantic === 'identifier' && (named || isMonotone(evidence));
  if (!named && rows < ENOUGH_ROWS) return null;
  return sequence || spelled || (named && (profile.type === 'integer' || profile.type === 'code'))
    ? t('hardly any value repeats')
    : null;
}

/** The integers are exactly min .. max. */
function isRange(evidence: RoleEvidence, cells: number): boolean {
  const { profile } = evidence;
  const sketch = sketchFor(evidence);
  if (sketch) {
    // That hardly any value repeats is known already.
    return sketch.numbers !== undefined && sketch.numbers.max - sketch.numbers.min + 1 === cells;
  }
  let min = Infinity;
  let max = -Infinity;
  for (const value of profile.numbers ?? []) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return profile.distinct === cells && max - min + 1 === profile.distinct;
}

/**
 * Every row holds a larger value than the row before it, or every row a smaller one; of an open column, every one of
 * the first rows.
 */
function isMonotone(evidence: RoleEvidence): boolean {
  const { profile } = evidence;
  const sketch = sketchFor(evidence);
  if (!sketch && profile.distinct < evidence.rows) return false;
  const { codes, dictionary } = sketch?.head ?? evidence.column;
  const numbers = sketch ? headNumbers(evidence, sketch) : profile.numbers;
  const compare = (a: number, b: number) =>
    numbers
      ? Math.sign(numbers[a]! - numbers[b]!)
      : Math.sign(
          Number(dictionary.text(a) > dictionary.text(b)) -
            Number(dictionary.text(a) < dictionary.text(b)),
        );
  if (profile.missing > 0 || codes.length < 2) return false;
  const direction = compare(codes[1]!, codes[0]!);
  if (direction === 0 || Number.isNaN(direction)) return false;
  for (let row = 2; row < codes.length; row++) {
    if (compare(codes[row]!, codes[row - 1]!) !== direction) return false;
  }
  return true;
}

/** The numbers of the first rows per code; undefined where the column holds none. */
function headNumbers({ profile }: RoleEvidence, { head }: ColumnSketch): number[] | undefined {
  if (!holdsNumbers(profile)) return undefined;
  return Array.from({ length: head.dictionary.size }, (_, code) =>
    code === 0 ? NaN : readNumber(head.dictionary.text(code)).value,
  );
}

function split({ column, profile }: RoleEvidence): string | null {
  if (profile.distinct < 2 || profile.distinct > SPLIT_NAMES.size) return null;
  const counts = countCodes(column);
  for (let code = 1; code < column.dictionary.size; code++) {
    const known = SPLIT_NAMES.has(column.dictionary.text(code).trim().toLowerCase());
    if (counts[code]! > 0 && !known) return null;
  }
  return t('only names of splits');
}

function positiveNumber(evidence: RoleEvidence): string | null {
  const { profile } = evidence;
  if (!isContinuous(profile)) return null;
  const sketched = sketchFor(evidence)?.numbers;
  if (sketched) return sketched.negatives + sketched.zeros === 0 ? t('positive numbers') : null;
  const positive = profile.numbers!.every((value) => Number.isNaN(value) || value > 0);
  return positive ? t('positive numbers') : null;
}

const isContinuous = (profile: ColumnProfile) =>
  profile.semantic === 'numeric' && holdsNumbers(profile);

function repeats(evidence: RoleEvidence): string | null {
  const { profile } = evidence;
  const cells = cellsOf(evidence);
  const keyLike =
    profile.semantic === 'identifier' ||
    profile.highCardinality ||
    profile.type === 'code' ||
    (profile.type === 'integer' && profile.distinct > 50);
  const perValue = cells / profile.distinct;
  const more = profile.distinctEstimated ? 1 + UNCERTAIN : 1;
  return keyLike && perValue > more && perValue < 1000 ? t('keys that repeat') : null;
}

/** One test per guessed role. */
export const CONTENT_TESTS: Readonly<Record<SuggestedRole, ContentTest>> = {
  id,
  split,
  label,
  group,
  entity: repeats,
  domain: group,
  weight: positiveNumber,
  text: ({ profile }) => (profile.semantic === 'free-text' ? t('running text') : null),
  timestamp: ({ profile }) => (profile.type === 'date' ? t('dates') : null),
  score: ({ profile }) => (isContinuous(profile) ? t('numbers') : null),
  loss: ({ profile }) => (isContinuous(profile) ? t('numbers') : null),
  prediction: ({ profile, rows }) =>
    isContinuous(profile) || holdsClasses(profile, rows) ? t('values of a model') : null,
};

/** Whether values are those of an id whatever the column's name: keys, numbers of the rows, or ever rising. */
export const looksLikeId = (
  table: Pick<Table, 'rowCount'>,
  column: Column,
  profile: ColumnProfile,
): boolean => id({ column, profile, rows: table.rowCount, named: false }) !== null;
