import { NO_ROW, type AddedColumn, type Plan, type Provenance } from './plan';

type Rows = Pick<Plan, 'rows' | 'made'>;

/** The provenance columns of the given kinds, in the order in which they are written. */
export function provenanceColumns(plan: Rows, kinds: ReadonlySet<Provenance>): AddedColumn[] {
  return [
    ...(kinds.has('rows') ? rowColumns(plan) : []),
    ...(kinds.has('made') ? madeColumns(plan) : []),
  ];
}

/** `_row`: source row; `_copy`: 0 for its first output row, 1, 2 ... for repeats. Empty for made rows. */
function rowColumns({ rows }: Rows): AddedColumn[] {
  const seen = new Uint32Array(rows.reduce((most, row) => Math.max(most, row + 1), 0));
  const copies = new Uint32Array(rows.length);
  rows.forEach((row, output) => {
    copies[output] = seen[row]!++;
  });
  const column = (name: string, numbers: Uint32Array): AddedColumn => ({
    name,
    type: 'integer',
    provenance: 'rows',
    text: (output) => (output < rows.length ? String(numbers[output]!) : ''),
  });
  return [column('_row', rows), column('_copy', copies)];
}

/**
 * How made rows came to be: value = parent + lambda (neighbour - parent). Only `_synthetic` and `_family` say
 * something of kept rows: a family is the source row from which rows descend, so that grouped folds keep them together.
 */
function madeColumns({ rows, made }: Rows): AddedColumn[] {
  const kept = rows.length;
  const column = (
    name: string,
    type: AddedColumn['type'],
    ofMade: (index: number) => string,
    ofKept: (output: number) => string = () => '',
  ): AddedColumn => ({
    name,
    type,
    provenance: 'made',
    text: (output) => (output < kept ? ofKept(output) : ofMade(output - kept)),
  });
  const row = (number: number | undefined) =>
    number === undefined || number === NO_ROW ? '' : String(number);
  const lambda = (value: number | undefined) =>
    value === undefined || Number.isNaN(value) ? '' : String(value);
  return [
    column(
      '_synthetic',
      'flag',
      () => 'true',
      () => 'false',
    ),
    column('_op', 'text', (i) => made?.operations?.[i] ?? made?.operation ?? ''),
    column('_parent_row', 'integer', (i) => row(made?.parents[i])),
    column('_neighbor_row', 'integer', (i) => row(made?.neighbours[i])),
    column('_lambda', 'number', (i) => lambda(made?.lambdas[i])),
    column(
      '_family',
      'integer',
      (i) => row(made?.parents[i]),
      (output) => row(rows[output]),
    ),
  ];
}
