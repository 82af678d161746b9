import type { Method, MethodContext } from '../../method';
import { EngineError } from '../../problems';
import { gumbelKeys, roundByChance, weightedDraws } from '../../random';
import { columnWith } from '../../roles/roles';
import { rowNumbers } from '../../plan/row-numbers';
import type { Table } from '../../table/table';
import { read } from '../../params/values';
import { many, quoted } from '../../words';
import { concatenate, Leaving, shuffled } from '../plans';
import { SHUFFLE } from './parts/draw';
import { MARK_ROWS, marksOf } from './parts/made-rows';
import { t } from '../../language';

/** Turns weights into copies, for programs that know no weights. */
export const weightsToRows: Method = {
  id: 'weights-to-rows',
  family: 'resample',
  title: 'Weights to rows',
  summary: 'Rows are repeated or left out as their weight says.',
  cites: [
    'Kitagawa 1996, Monte Carlo filter and smoother (systematic resampling)',
    'Efraimidis and Spirakis 2006, Weighted random sampling with a reservoir',
  ],
  needs: { optional: ['weight', 'split'] },
  untried: 'It needs weights, of a column or of a step before.',
  changes: 'removes-rows',
  params: [
    {
      kind: 'number',
      id: 'rows',
      title: 'Rows',
      summary: 'How many rows there shall be in scope; none means as many as there are.',
      default: null,
      min: 1,
      integer: true,
    },
    {
      kind: 'choice',
      id: 'method',
      title: 'Rounding',
      summary:
        'Systematic copies differ from the weight by less than one, chance rounds each row by itself, draws pick with or without replacement.',
      default: 'systematic',
      options: [
        { value: 'systematic', title: 'Systematic' },
        { value: 'bernoulli', title: 'By chance' },
        { value: 'multinomial', title: 'Draws with replacement' },
        { value: 'gumbel', title: 'Draws without replacement' },
      ],
    },
    {
      kind: 'number',
      id: 'maxCopies',
      title: 'Most copies',
      summary:
        'How often a row may appear at most when it is not drawn; what is beyond goes to other rows.',
      default: null,
      min: 1,
      integer: true,
      advanced: true,
    },
    MARK_ROWS,
    SHUFFLE,
  ],
  guards: ['G-SPLIT', 'G-CALIB', 'G-REPEAT', 'G-TAIL', 'G-EVIDENCE'],
  apply(table, values, context) {
    const { scope } = context;
    if (!scope.length) throw new EngineError('too-few-rows', t('No row is in scope.'));
    const column = columnWith(context.roles, 'weight');
    const weights = weightsOf(table, context, column);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    if (!(total > 0)) {
      throw new EngineError('bad-weights', t('No row in scope has a weight above 0.'));
    }
    const wanted = read.number(values, 'rows') ?? scope.length;
    const method = read.text(values, 'method');
    const most = read.number(values, 'maxCopies');
    const expected = capped(
      weights.map((weight) => (weight * wanted) / total),
      most,
    );
    const copies = copiesOf(method, expected, wanted, context);
    const leaving = new Leaving(table.rowCount);
    const repeats: number[] = [];
    scope.forEach((row, place) => {
      if (!copies[place]) leaving.add(row, 'weight');
      for (let copy = 1; copy < copies[place]!; copy++) repeats.push(row);
    });
    const rows = concatenate([leaving.staying(), Uint32Array.from(repeats)]);
    const lost = copies.reduce((sum, count) => sum + (count ? 0 : 1), 0);
    return leaving.plan({
      rows,
      ...shuffled(values, context, rows.length),
      columns: marksOf(values, { rows }, 'rows'),
      notices: [
        ...(column === undefined ? [t('There is no weight column: all rows weigh the same.')] : []),
        ...(lost ? [t`${many(lost, 'row')} of small weight left.`] : []),
      ],
      tables: { copies: { rows: wanted, method, left: lost, repeats: repeats.length } },
    });
  },
};

/** Weights of the rows in scope; empty cells weigh 0. @throws EngineError bad-weights */
function weightsOf(
  table: Table,
  { scope, profiles }: MethodContext,
  column: number | undefined,
): Float64Array {
  if (column === undefined) return new Float64Array(scope.length).fill(1);
  const { codes, name } = table.columns[column]!;
  const { numbers } = profiles[column]!;
  return Float64Array.from(scope, (row) => {
    const weight = codes[row] === 0 ? 0 : (numbers?.[codes[row]!] ?? NaN);
    if (weight >= 0 && weight < Infinity) return weight;
    throw new EngineError(
      'bad-weights',
      t`Data row ${row + 1} has no weight in ${quoted(name)}: a number from 0.`,
      { row, column },
    );
  });
}

/** Counts above `most` are cut to it, and the excess goes to the others in proportion, until none is above. */
export function capped(expected: Float64Array, most: number | null): Float64Array {
  if (most === null) return expected;
  const total = expected.reduce((sum, count) => sum + count, 0);
  const able = expected.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  if (able * most < total) {
    throw new EngineError(
      'bad-parameter',
      t`\`maxCopies\` of ${most} allows ${able * most} rows, fewer than asked for.`,
    );
  }
  let counts = expected;
  for (;;) {
    const full = counts.map((count) => (count >= most ? 1 : 0));
    const fixed = full.reduce((sum, is) => sum + is * most, 0);
    const rest = counts.reduce((sum, count, i) => sum + (full[i] ? 0 : count), 0);
    const factor = rest > 0 ? (total - fixed) / rest : 1;
    const next = counts.map((count, i) => (full[i] ? most : count * factor));
    if (!next.some((count, i) => count > most && !full[i])) return next;
    counts = next;
  }
}

function copiesOf(
  method: string,
  expected: Float64Array,
  wanted: number,
  { random }: MethodContext,
): Uint32Array {
  const stream = random.stream(`weights-to-rows/${method}`);
  const copies = new Uint32Array(expected.length);
  if (method === 'systematic') return systematic(expected, wanted, stream.uniform(0));
  if (method === 'bernoulli') return copies.map((_, i) => roundByChance(stream, i, expected[i]!));
  if (method === 'multinomial') {
    for (const place of weightedDraws(stream, expected, wanted)) copies[place]!++;
    return copies;
  }
  const positive = expected.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  if (wanted > positive) {
    throw new EngineError(
      'bad-parameter',
      t`\`rows\` asks for ${wanted}: only ${many(positive, 'row')} have a weight above 0.`,
    );
  }
  const keys = gumbelKeys(stream, expected);
  const order = rowNumbers(expected.length).sort((a, b) => keys[b]! - keys[a]! || a - b);
  for (const place of order.subarray(0, wanted)) copies[place] = 1;
  return copies;
}

/** Copies by systematic resampling of counts that sum to `wanted`; `offset` is one uniform number. */
export function systematic(expected: Float64Array, wanted: number, offset: number): Uint32Array {
  let sum = 0;
  let before = Math.floor(-offset);
  return Uint32Array.from(expected, (count, i) => {
    sum = i === expected.length - 1 ? wanted : sum + count;
    const here = Math.floor(sum - offset);
    const copies = here - before;
    before = here;
    return copies;
  });
}
