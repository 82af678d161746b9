import type { RowClusters } from '../../../kernels/row-clusters';
import type { Evidence, MetricContext } from '../../../metric';
import { columnWith } from '../../../roles';
import { trainRows } from '../../../scope';
import type { Table } from '../../../table';
import { count, listed, quoted } from '../../../words';
import type { AlertDraft } from '../../alerts';

/** Rows of other parts of a split that are also among its train rows. */
export interface AcrossParts {
  /** Rows outside train with an equal train row. */
  readonly rows: number;
  /** The parts they are in, as the split column calls them. */
  readonly parts: readonly string[];
}

/** What train shares with other parts, and the rows of both. */
export interface FoundAcross {
  readonly numbers: AcrossParts;
  readonly evidence: Uint32Array;
}

/**
 * Equal rows in train and in another part, of tables whose split is no column of the file and was not compared.
 * Undefined without such a split. @throws Cancelled
 */
export function acrossParts(
  clusters: RowClusters,
  table: Table,
  { roles, tick }: MetricContext,
): FoundAcross | undefined {
  const split = columnWith(roles, 'split');
  if (split === undefined || !table.columns[split]!.made) return undefined;
  const { codes, dictionary } = table.columns[split]!;
  const isTrain = trainRows(table, split);
  const parts = new Set<number>();
  const evidence: number[] = [];
  let rows = 0;
  for (let cluster = 0; cluster < clusters.count; cluster++) {
    if (cluster % 4096 === 0) tick(cluster, clusters.count);
    const members = clusters.rows(cluster);
    const others = members.filter((row) => !isTrain(row));
    if (others.length === 0 || others.length === members.length) continue;
    rows += others.length;
    for (const row of others) parts.add(codes[row]!);
    evidence.push(...members);
  }
  const names = [...parts].sort((a, b) => a - b).map((code) => dictionary.text(code));
  return { numbers: { rows, parts: names }, evidence: Uint32Array.from(evidence).sort() };
}

/** The finding that a model would be tested on what it has seen. */
export function acrossAlert(found: FoundAcross | undefined): AlertDraft | undefined {
  if (!found || found.numbers.rows === 0) return undefined;
  const { rows, parts } = found.numbers;
  const where = listed(parts.map(quoted));
  return {
    code: 'copies-across-parts',
    severity: 'error',
    title:
      rows === 1
        ? `1 row of ${where} is also in ${quoted('train')}`
        : `${count(rows)} rows of ${where} are also in ${quoted('train')}`,
    message:
      'A model would be tested on rows it has seen, which makes its score too good. Let their copies leave the train part.',
    value: rows,
    rowCount: rows,
    evidence: 'acrossParts',
    remedies: [
      { method: 'exact-dedup', why: 'Train rows that equal a row of another part leave.' },
    ],
  };
}

/** The rows of both sides. */
export function acrossEvidence(
  found: FoundAcross | undefined,
  compared: readonly number[],
): Record<string, Evidence> {
  if (!found || found.numbers.rows === 0) return {};
  return {
    acrossParts: {
      rows: found.evidence,
      columns: compared,
      reason: 'Rows that are in train and in another part.',
    },
  };
}
