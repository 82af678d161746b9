import type { MethodContext } from '../../../method';
import type {
  ChoiceParam,
  ColumnParam,
  ColumnsParam,
  Param,
  TextParam,
  Values,
} from '../../../params';
import { EngineError } from '../../../problems';
import { columnWith } from '../../../roles';
import { MISSING, type Table } from '../../../table';
import { read } from '../../../values';
import { columnNamed } from '../../columns';
import { timesOf } from './times';

const KEEP: ChoiceParam = {
  kind: 'choice',
  id: 'keep',
  title: 'Row that stays',
  summary: 'Which row of a set stays; of equals the first.',
  default: 'first',
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
    { value: 'all', title: 'All: copies are only marked' },
    { value: 'none', title: 'None: the whole set leaves' },
  ],
};

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

/** Parameters of every method that collapses sets of rows. */
export const KEEP_PARAMS: readonly Param[] = [KEEP, KEEP_BY, PRIORITY, WITHIN];

/** Larger is better; NaN (a missing value) is worse than anything. */
type Rank = (row: number) => number;

/**
 * Which row of a set of rows (ascending) stays or stands for the set, or undefined when the whole set leaves. The best
 * by rank; on equal ranks the smallest row number. @throws EngineError missing-role, unknown-column
 */
export function keeperOf(
  table: Table,
  values: Values,
  context: MethodContext,
  stream: string,
): (members: Uint32Array) => number | undefined {
  const keep = read.text(values, 'keep');
  if (keep === 'none') return () => undefined;
  const rank = rankOf(keep, table, values, context, stream);
  return (members) => {
    let best = members[0]!;
    let bestRank = rank(best);
    for (let i = 1; i < members.length; i++) {
      const own = rank(members[i]!);
      if (own > bestRank || (Number.isNaN(bestRank) && !Number.isNaN(own))) {
        best = members[i]!;
        bestRank = own;
      }
    }
    return best;
  };
}

function rankOf(
  keep: string,
  table: Table,
  values: Values,
  context: MethodContext,
  stream: string,
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
    default:
      return (row) => -row;
  }
}

/** Characters of one column, or of all cells. */
function lengthOf(table: Table, column: number | undefined): Rank {
  const columns = column === undefined ? table.columns : [table.columns[column]!];
  return (row) =>
    columns.reduce((sum, { codes, dictionary }) => sum + dictionary.text(codes[row]!).length, 0);
}

function missingCells(table: Table, { profiles }: MethodContext, row: number): number {
  return table.columns.reduce((sum, { codes }, index) => {
    const code = codes[row]!;
    const missing = code === MISSING || profiles[index]!.missingCodes.includes(code);
    return sum + (missing ? 1 : 0);
  }, 0);
}

function valueOf(table: Table, context: MethodContext, by: number | undefined): Rank {
  const column = by ?? columnWith(context.roles, 'score');
  if (column === undefined) {
    throw new EngineError(
      'missing-role',
      'To keep the highest or lowest row, name the column that decides in `keepBy`.',
    );
  }
  const { numbers } = context.profiles[column]!;
  const { codes, name } = table.columns[column]!;
  if (!numbers) {
    throw new EngineError(
      'bad-parameter',
      `\`keepBy\` must be a numeric column; \`${name}\` is not.`,
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
      'To keep rows by a list of values, give the list in `priority` and its column in `keepBy`.',
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
