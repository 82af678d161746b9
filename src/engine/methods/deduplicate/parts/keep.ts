import { timesOf } from '../../../cells/times';
import type { MethodContext } from '../../../method';
import type {
  ChoiceParam,
  ColumnParam,
  ColumnsParam,
  Param,
  TextParam,
  Values,
} from '../../../params/params';
import { EngineError } from '../../../problems';
import { columnWith } from '../../../roles/roles';
import { cellText, MISSING, type Table } from '../../../table/table';
import { read } from '../../../params/values';
import { quoted } from '../../../words';
import { columnNamed } from '../../columns';
import { t } from '../../../language';

/** What `keep` may be besides the rows that every method can keep. */
const FURTHER = {
  centroid: 'Most like the others',
  'centroid-far': 'Least like the others',
  all: 'All: copies are only marked',
  none: 'None: the whole set leaves',
} as const;
type Further = keyof typeof FURTHER;

const keepParam = (usual: string, further: readonly Further[]): ChoiceParam => ({
  kind: 'choice',
  id: 'keep',
  title: 'Row that stays',
  summary: 'Which row of a set stays; of equals the first.',
  default: usual,
  options: [
    { value: 'first', title: 'First' },
    { value: 'last', title: 'Last' },
    { value: 'longest', title: 'Longest text' },
    { value: 'shortest', title: 'Shortest text' },
    { value: 'most-complete', title: 'Fewest empty cells' },
    { value: 'highest', title: 'Highest value' },
    { value: 'lowest', title: 'Lowest value' },
    { value: 'newest', title: 'Newest' },
    { value: 'oldest', title: 'Oldest' },
    { value: 'priority', title: 'By a list of values' },
    { value: 'random', title: 'Random' },
    ...further.map((value) => ({ value, title: FURTHER[value] })),
  ],
});

const KEEP_BY: ColumnParam = {
  kind: 'column',
  id: 'keepBy',
  title: 'Decided by',
  summary:
    'Column that decides; without one the score column for highest and lowest, the text column or all cells for longest and shortest, the timestamp for newest and oldest, the domain for a list.',
  default: null,
  advanced: true,
};

const PRIORITY: TextParam = {
  kind: 'text',
  id: 'priority',
  title: 'List of values',
  summary: 'By a list: values of that column, best first, as in `gold, web`; others come last.',
  default: '',
  advanced: true,
};

/** Columns that must agree besides those compared. */
export const WITHIN: ColumnsParam = {
  kind: 'columns',
  id: 'within',
  title: 'Only within',
  summary: 'Columns that must agree too, such as the label or a language.',
  default: [],
  advanced: true,
};

/** Parameters that say which rows of a set stay; `further` are the policies that not every method has. */
export function keepParams(
  usual: 'first' | 'longest' | 'centroid-far' = 'first',
  ...further: readonly Further[]
): readonly Param[] {
  return [keepParam(usual, further), KEEP_BY, PRIORITY, WITHIN];
}

/** How alike two rows of one set are, from 0 to 1. */
type Similarity = (row: number, other: number) => number;

/** Of a row of a set; larger is better, NaN (a missing value) is worse than anything. */
type Rank = (row: number, members: Uint32Array) => number;

/**
 * The rows of a set (ascending) that stay, at most `most`, best first: by rank, of equal ranks the smaller row number.
 * None with the policy `none`. @throws EngineError missing-role, bad-parameter, unknown-column
 */
export function keeperOf(
  table: Table,
  values: Values,
  context: MethodContext,
  stream: string,
  similarity?: Similarity,
): (members: Uint32Array, most: number) => readonly number[] {
  const keep = read.text(values, 'keep');
  if (keep === 'none') return () => [];
  const rank = rankOf(keep, table, values, context, stream, similarity);
  return (members, most) =>
    most === 1 ? [bestOf(members, rank)] : ranked(members, rank).slice(0, most);
}

function bestOf(members: Uint32Array, rank: Rank): number {
  let best = members[0]!;
  let bestRank = rank(best, members);
  for (let i = 1; i < members.length; i++) {
    const own = rank(members[i]!, members);
    if (own > bestRank || (Number.isNaN(bestRank) && !Number.isNaN(own))) {
      best = members[i]!;
      bestRank = own;
    }
  }
  return best;
}

function ranked(members: Uint32Array, rank: Rank): number[] {
  const ranks = new Map(
    Array.from(members, (row) => {
      const own = rank(row, members);
      return [row, Number.isNaN(own) ? -Infinity : own];
    }),
  );
  // Infinities are equal to themselves, and their difference is not a number.
  return [...members].sort((a, b) => ranks.get(b)! - ranks.get(a)! || a - b);
}

function rankOf(
  keep: string,
  table: Table,
  values: Values,
  context: MethodContext,
  stream: string,
  similarity: Similarity | undefined,
): Rank {
  const given = read.textOrNull(values, 'keepBy');
  const by = given === null ? undefined : columnNamed(table, given);
  switch (keep) {
    case 'last':
      return (row) => row;
    case 'longest':
      return lengthOf(table, by ?? columnWith(context.roles, 'text'));
    case 'shortest': {
      const length = lengthOf(table, by ?? columnWith(context.roles, 'text'));
      return (row) => -length(row);
    }
    case 'most-complete':
      return (row) => -missingCells(table, context, row);
    case 'highest':
      return valueOf(table, context, by);
    case 'lowest': {
      const value = valueOf(table, context, by);
      return (row) => -value(row);
    }
    case 'newest':
      return timesOf(table, context, by ?? columnWith(context.roles, 'timestamp'));
    case 'oldest': {
      const time = timesOf(table, context, by ?? columnWith(context.roles, 'timestamp'));
      return (row) => -time(row);
    }
    case 'priority':
      return placeOf(table, values, by ?? columnWith(context.roles, 'domain'));
    case 'random': {
      const numbers = context.random.stream(stream);
      return (row) => -numbers.uniform(row);
    }
    case 'centroid':
      return likeOthers(similarity, keep);
    case 'centroid-far': {
      const likeness = likeOthers(similarity, keep);
      return (row, members) => -likeness(row, members);
    }
    default:
      return (row) => -row;
  }
}

/** Sum of similarities to the others of the set. */
function likeOthers(similarity: Similarity | undefined, keep: string): Rank {
  if (!similarity) {
    throw new EngineError(
      'bad-parameter',
      t`Equal rows are all alike: ${quoted(keep)} needs a search that measures how alike rows are.`,
    );
  }
  return (row, members) =>
    members.reduce((sum, other) => sum + (other === row ? 0 : similarity(row, other)), 0);
}

/** Characters of one column, or of all cells. */
function lengthOf(table: Table, column: number | undefined): (row: number) => number {
  const columns = column === undefined ? table.columns : [table.columns[column]!];
  return (row) => columns.reduce((sum, { index }) => sum + cellText(table, row, index).length, 0);
}

function missingCells(table: Table, { profiles }: MethodContext, row: number): number {
  return table.columns.reduce((sum, { codes }, index) => {
    const code = codes[row]!;
    const missing = code === MISSING || profiles[index]!.missingCodes.includes(code);
    return sum + (missing ? 1 : 0);
  }, 0);
}

function valueOf(
  table: Table,
  context: MethodContext,
  by: number | undefined,
): (row: number) => number {
  const column = by ?? columnWith(context.roles, 'score');
  if (column === undefined) {
    throw new EngineError(
      'missing-role',
      t('To keep the highest or lowest row, name the column that decides in `keepBy`.'),
    );
  }
  const { numbers } = context.profiles[column]!;
  const { codes, name } = table.columns[column]!;
  if (!numbers) {
    throw new EngineError(
      'bad-parameter',
      t`\`keepBy\` must be a numeric column; \`${name}\` is not.`,
    );
  }
  return (row) => numbers[codes[row]!]!;
}

/** Place of a row's value in the list `priority`, best largest; values that are not in it come last. */
function placeOf(table: Table, values: Values, column: number | undefined): Rank {
  const list = read
    .text(values, 'priority')
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
  if (column === undefined || !list.length) {
    throw new EngineError(
      'bad-parameter',
      t(
        'To keep rows by a list of values, give the list in `priority` and its column in `keepBy`.',
      ),
    );
  }
  const { codes, dictionary } = table.columns[column]!;
  const places = new Float64Array(dictionary.size).fill(NaN);
  for (let code = 1; code < dictionary.size; code++) {
    const place = list.indexOf(dictionary.text(code));
    if (place >= 0) places[code] = -place;
  }
  return (row) => places[codes[row]!]!;
}
