import type { RowClusters } from '../../../kernels/row-clusters';
import type { ColumnProfile } from '../../../table/profile';
import type { Column, TableTick } from '../../../table/table';
import { everyRow } from '../../../ticks';

/** Names against sets; a row without a partner is a set of its own. */
export interface NamesOfSets {
  readonly column: string;
  /** Share of sets with a name that occurs in another set too. */
  readonly homonymyRate: number;
  /** Share of sets with more than one name. */
  readonly variationRate: number;
}

const NO_SET = -1;
const SEVERAL = -2;

/** How names and sets agree (Binette et al. 2024). @throws Cancelled (from tick) */
export function namesOfSets(
  { name, codes, dictionary }: Column,
  { missingCodes }: ColumnProfile,
  clusters: RowClusters,
  tick: TableTick,
): NamesOfSets {
  const missing = new Set(missingCodes);
  const rows = codes.length;
  // Sets of one row are numbered behind the others, by their row.
  const setOf = (row: number) => {
    const cluster = clusters.clusterOf(row);
    return cluster < 0 ? clusters.count + row : cluster;
  };
  const ticked = everyRow(tick);
  const setOfName = new Float64Array(dictionary.size).fill(NO_SET);
  for (let row = 0; row < rows; row++) {
    ticked(row, 2 * rows);
    const code = codes[row]!;
    if (missing.has(code)) continue;
    const set = setOf(row);
    if (setOfName[code] === NO_SET) setOfName[code] = set;
    else if (setOfName[code] !== set) setOfName[code] = SEVERAL;
  }
  const shared = (row: number) => !missing.has(codes[row]!) && setOfName[codes[row]!] === SEVERAL;
  let [homonyms, varied] = [0, 0];
  for (let cluster = 0; cluster < clusters.count; cluster++) {
    ticked(cluster, clusters.count);
    const members = clusters.rows(cluster);
    if (members.some(shared)) homonyms++;
    const own = new Set(Array.from(members, (row) => codes[row]!).filter((c) => !missing.has(c)));
    if (own.size > 1) varied++;
  }
  let alone = 0;
  for (let row = 0; row < rows; row++) {
    ticked(rows + row, 2 * rows);
    if (clusters.clusterOf(row) >= 0) continue;
    alone++;
    if (shared(row)) homonyms++;
  }
  const sets = clusters.count + alone;
  return { column: name, homonymyRate: homonyms / sets, variationRate: varied / sets };
}
