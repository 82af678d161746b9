import { EngineError } from '../problems';
import type { Table } from '../table/table';
import { count, quoted } from '../words';
import { t } from '../language';

/** @throws EngineError too-large where comparing the texts of a column would take more memory than is allowed, or than there can be (Infinity) */
export function refuseWithoutRoom({ columns, backing }: Table, index: number, need: number): void {
  const room = backing?.room ?? Infinity;
  if (need === Infinity) {
    throw new EngineError(
      'too-large',
      t`The texts of ${quoted(columns[index]!.name)} have too much in common to be compared byte by byte: remove copies and near copies first (\`near-dedup\`), or look for longer passages only.`,
      { column: index },
    );
  }
  if (need <= room) return;
  const megabytes = (bytes: number) => t`${count(Math.max(1, Math.round(bytes / 2 ** 20)))} MB`;
  throw new EngineError(
    'too-large',
    t`To compare the texts of ${quoted(columns[index]!.name)} takes about ${megabytes(need)} of memory, and ${megabytes(Math.max(0, room))} are free. Raise \`ballast.memoryLimit\` (\`--memory\` on the command line), or leave the column out.`,
    { column: index },
  );
}
