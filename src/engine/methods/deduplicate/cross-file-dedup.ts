import { PART_COLUMN, partColumnOf, REFERENCE, sidesOf } from '../../contamination/sides';
import { chosenDetector, DETECTOR_PARAMS } from '../../detectors';
import { addBit, hasBit, noBits } from '../../kernels/bit-sets';
import type { RowClusters } from '../../kernels/row-clusters';
import type { Method, MethodContext } from '../../method';
import type { Json } from '../../metric';
import type { ChoiceParam, FlagParam, TextParam } from '../../params/params';
import { NO_ROW } from '../../plan/plan';
import { EngineError } from '../../problems';
import type { Table } from '../../table/table';
import { read } from '../../params/values';
import { listed, quoted } from '../../words';
import { keptShares } from '../kept-shares';
import { Leaving } from '../plans';
import { WITHIN } from './parts/keep';
import { markColumns } from './parts/marks';
import { ACROSS_PARTS, setsOf, type Sets } from './parts/sets';
import { t } from '../../language';

const MODE: ChoiceParam = {
  kind: 'choice',
  id: 'mode',
  title: 'Rows in several files',
  summary: 'One stays over all files, or rows leave that are in the files compared with.',
  default: 'pool',
  options: [
    { value: 'pool', title: 'One of them stays' },
    { value: 'subtract', title: 'Rows of the files compared with leave from the others' },
    { value: 'report', title: 'All stay and are marked' },
  ],
};

const PRIORITY: TextParam = {
  kind: 'text',
  id: 'priority',
  title: 'Order of files',
  summary:
    'One stays: that of the file named first, as in `gold.csv, web.csv`; others follow in file order.',
  default: '',
};

const MULTISET: FlagParam = {
  kind: 'flag',
  id: 'multiset',
  title: 'Copy by copy',
  summary:
    'When rows of other files leave: only as many copies as there are in these, first copies first.',
  default: false,
  advanced: true,
};

/** Takes rows out that are in several files. */
export const crossFileDedup: Method = {
  id: 'cross-file-dedup',
  family: 'deduplicate',
  title: 'Remove copies between files',
  summary: 'Of rows that are in several files one stays, or those that are in a given file leave.',
  cites: [
    'Shah et al. 2023: R2D2 (redundant data in lakes)',
    'Penedo et al. 2024: datatrove (document priority)',
  ],
  needs: { optional: ['split', 'label', 'id', 'text', 'group', 'domain'] },
  changes: 'removes-rows',
  changesBy: { param: MODE.id, of: { report: 'columns' } },
  params: [
    MODE,
    REFERENCE,
    PRIORITY,
    ...DETECTOR_PARAMS,
    MULTISET,
    PART_COLUMN,
    WITHIN,
    ACROSS_PARTS,
  ],
  guards: ['G-TAIL', 'G-LABELS', 'G-HALF', 'G-EVIDENCE'],
  apply(table, values, context) {
    const part = partColumnOf(table, context.roles, values);
    if (part === undefined) {
      throw new EngineError(
        'missing-role',
        t(
          'One file was read: open several together, or name the column that says where rows are from in `partColumn`.',
        ),
      );
    }
    const sets = setsOf(chosenDetector(values), table, values, context);
    const leaving = new Leaving(table.rowCount, context.tick);
    const copies = noBits(table.rowCount);
    const mode = read.text(values, MODE.id);
    const leave = (row: number, kept: number) => {
      if (!sets.inScope(row)) return;
      addBit(copies, row);
      if (mode === 'report') return;
      leaving.add(row, sets.reason, kept, kept === NO_ROW ? NaN : sets.similarity?.(row, kept));
    };
    if (mode === 'subtract') {
      const { reference, names } = sidesOf(table, part, values, context.tick);
      if (names.reference.length === 0) {
        throw new EngineError(
          'bad-parameter',
          t`Which files are to be left out is not said: name them in \`${REFERENCE.id}\`.`,
        );
      }
      const multiset = read.flag(values, MULTISET.id);
      eachSet(sets.clusters, context, (rows) => {
        const there = rows.filter((row) => hasBit(reference, row));
        if (there.length === 0) return;
        const others = rows.filter((row) => !hasBit(reference, row));
        for (const row of multiset ? others.slice(0, there.length) : others) leave(row, there[0]!);
      });
    } else {
      const placeOf = fileOrder(table, part, read.text(values, PRIORITY.id));
      eachSet(sets.clusters, context, (rows) => {
        let [kept] = rows;
        for (const row of rows) if (placeOf(row) < placeOf(kept!)) kept = row;
        for (const row of rows) if (row !== kept) leave(row, kept!);
      });
    }
    const rows = leaving.staying();
    return leaving.plan({
      rows,
      columns: mode === 'report' ? markColumns(sets, copies, rows) : [],
      notices: sets.notices ?? [],
      tables: {
        files: perFile(table, part, copies, sets),
        kept: keptShares(table, leaving.removed(), context),
      },
    });
  },
};

function eachSet(
  clusters: RowClusters,
  { tick }: MethodContext,
  take: (rows: Uint32Array) => void,
): void {
  for (let set = 0; set < clusters.count; set++) {
    if (set % 4096 === 0) tick(set, clusters.count);
    take(clusters.rows(set));
  }
}

/** The place of a row's file: as it is named, then as it was read. @throws EngineError bad-parameter */
function fileOrder(table: Table, part: number, priority: string): (row: number) => number {
  const { codes, dictionary } = table.columns[part]!;
  const names = priority
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const places = Float64Array.from({ length: dictionary.size }, (_, code) => names.length + code);
  const known = Array.from({ length: dictionary.size - 1 }, (_, i) => dictionary.text(i + 1));
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new EngineError(
      'bad-parameter',
      t`\`${PRIORITY.id}\` names ${listed(unknown.map(quoted))}, and the files are ${listed(known.map(quoted), 12)}.`,
    );
  }
  names.forEach((name, place) => {
    places[known.indexOf(name) + 1] = place;
  });
  return (row) => places[codes[row]!]!;
}

/** Rows of each file, those with a copy elsewhere, and those that leave. */
function perFile(
  table: Table,
  part: number,
  copies: Uint32Array,
  { clusters }: Pick<Sets, 'clusters'>,
): Json {
  const { codes, dictionary } = table.columns[part]!;
  const counts = Array.from({ length: dictionary.size }, () => ({ rows: 0, shared: 0, copies: 0 }));
  const shared = noBits(table.rowCount);
  for (let set = 0; set < clusters.count; set++) {
    const rows = clusters.rows(set);
    if (rows.some((row) => codes[row] !== codes[rows[0]!]))
      for (const row of rows) addBit(shared, row);
  }
  for (let row = 0; row < table.rowCount; row++) {
    const own = counts[codes[row]!]!;
    own.rows++;
    if (hasBit(shared, row)) own.shared++;
    if (hasBit(copies, row)) own.copies++;
  }
  return counts
    .map((own, code) => ({ file: dictionary.text(code), ...own }))
    .filter(({ rows }) => rows > 0);
}
