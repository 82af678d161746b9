import type { Role } from '../../../src/engine/roles/roles';
import { cellText, tableOf } from '../../../src/engine/table/table';
import golden from '../../peers/imbalanced-learn-smote.json';
import { groundOf, type Ground } from '../../../src/engine/methods/resample/parts/synthesis';
import { nominalFeatures } from '../../../src/engine/methods/resample/parts/nominal-features';
import { numericFeatures } from '../../../src/engine/methods/resample/parts/numeric-features';
import { createRandom } from '../../../src/engine/random';
import { rowNumbers } from '../../../src/engine/plan/row-numbers';
import { dataFile, FACTS, given, sha256, type Given } from './run';

/** What imbalanced-learn answered; `test/peers/imbalanced-learn-smote.py` says how. */
export const GOLDEN = golden;

/** The files by the names of the golden values. */
const FILES: Record<string, [file: string, header: boolean]> = {
  mammography: ['mammography.csv', false],
  glass: ['glass.csv', false],
  penguins: ['penguins.csv', true],
  german: ['german.csv', false],
  titanic: ['titanic.csv', true],
  adult: ['adult-train.csv', false],
};

/** A data set as the peer read it: some rows of a file, with the number each had there. */
export interface PeerTable extends Given {
  readonly rowOf: Uint32Array;
}

/**
 * The rows of a file without missing features, with `distinct` the first of equal ones alone; all columns that are
 * neither feature nor label are ignored. `most`: of the first rows of the file.
 */
export function peerTable(
  name: string,
  features: readonly string[],
  label: string,
  { distinct = false, most = Infinity } = {},
): PeerTable {
  const table = dataFile(...FILES[name]!);
  const names = table.columns.map((column) => column.name);
  const used = [...features, label].map((column) => names.indexOf(column));
  const compared = used.slice(0, -1);
  const seen = new Set<string>();
  const rowOf: number[] = [];
  for (let row = 0; row < Math.min(table.rowCount, most); row++) {
    const cells = used.map((column) => cellText(table, row, column));
    if (cells.some((cell) => cell === '' || cell === 'NA')) continue;
    const key = compared.map((column) => Number(cellText(table, row, column))).join();
    if (distinct && seen.has(key)) continue;
    seen.add(key);
    rowOf.push(row);
  }
  const rows = rowOf.map((row) => names.map((_, column) => cellText(table, row, column)));
  const roles: Record<string, Role> = Object.fromEntries(
    names.map((column) => [column, features.includes(column) ? 'feature' : 'ignored']),
  );
  return {
    ...given(tableOf(names, rows), { ...roles, [label]: 'label' }),
    rowOf: Uint32Array.from(rowOf),
  };
}

/** A data set of numbers by the name of its golden values. */
export function numericTable(name: keyof typeof golden.numeric): PeerTable {
  const { columns, label } = golden.numeric[name];
  return peerTable(name, columns, label, { distinct: true });
}

/** The ground of a method that makes rows, unscaled, all rows in scope. `nominal`: categories are compared too. */
export function groundFor(subject: Given, values: Ground['values'], nominal = false): Ground {
  const { table, profiles, roles } = subject;
  const context = {
    roles,
    profiles,
    facts: FACTS,
    random: createRandom(0, sha256),
    scope: rowNumbers(table.rowCount),
    scopeName: 'all' as const,
    origin: { table, profiles, roles },
    tick: () => undefined,
  };
  const features = {
    numeric: numericFeatures(table, context, 'exclude', !nominal),
    ...(nominal && {
      nominal: nominalFeatures(table, context, { missing: 'exclude', emptyIsValue: false }),
    }),
  };
  return groundOf(table, { scale: 'none', ...values }, { context }, features, 'test');
}
