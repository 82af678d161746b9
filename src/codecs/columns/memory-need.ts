import { EngineError } from '../../engine/problems';
import type { Column } from '../../engine/table/table';
import { count, quoted } from '../../engine/words';
import { t } from '../../engine/language';

/** Per distinct value while a column is coded: its place in the text, and two slots of the hash table that grows. */
const PER_VALUE = 48;
/** Room for text grows by doubling: half of what is held is spare on average. */
const SPARE = 1.5;

/**
 * About how many bytes it takes to code an open column exactly, whose head says how long values are, or to read the
 * codes of one that was counted.
 */
function memoryNeed(column: Column): number {
  const { sketch, counted } = column;
  if (counted) {
    const rows = counted.counts.reduce((sum, count) => sum + count, 0);
    return rows * (counted.counts.length > 256 ? 2 : 1);
  }
  if (sketch === undefined) return 0;
  const { rows, distinct, head } = sketch;
  return rows * 4 + distinct * (meanBytes(head) * SPARE + PER_VALUE);
}

/** Bytes that the cells of a column take once they are coded. */
export function memoryHeld({ codes, dictionary }: Pick<Column, 'codes' | 'dictionary'>): number {
  const { bytes } = dictionary;
  return codes.byteLength + (bytes ? bytes.arena.byteLength + bytes.offsets.byteLength : 0);
}

/**
 * Refuses to code columns that, with the `held` bytes of those before, would take more than `allowed`; returns how many
 * they take. @throws EngineError too-large, naming the largest
 */
export function refuseTooLarge(columns: readonly Column[], held: number, allowed: number): number {
  const needs = columns.map(memoryNeed);
  const need = needs.reduce((sum, bytes) => sum + bytes, 0);
  if (held + need <= allowed) return need;
  const largest = needs.indexOf(Math.max(...needs));
  const what =
    columns.length === 1
      ? t`The cells of ${quoted(columns[0]!.name)}`
      : t`The cells of ${columns.length} columns, ${quoted(columns[largest]!.name)} the largest,`;
  const beside = held > 0 ? t`, beside ${megabytes(held)} for columns held already` : '';
  throw new EngineError(
    'too-large',
    t`${what} would take about ${megabytes(need)} of memory${beside}, and ${megabytes(allowed)} are allowed. Raise \`ballast.memoryLimit\` (\`--memory\` on the command line), or leave the column out.`,
    { column: columns[largest]!.index },
  );
}

/** Refuses a file whose rows cannot be found again within what is `allowed`. @throws EngineError too-large */
export function refuseTooManyRows(name: string, allowed: number): never {
  throw new EngineError(
    'too-large',
    t`To find the rows of ${quoted(name)} again takes more than the ${megabytes(allowed)} of memory that are allowed: raise \`ballast.memoryLimit\` (\`--memory\` on the command line), or split the file.`,
  );
}

/** Mean length of the cells of a column's head. */
function meanBytes({ codes, dictionary }: Column): number {
  if (codes.length === 0) return 0;
  const { bytes } = dictionary;
  let total = 0;
  for (const code of codes) {
    total += bytes ? bytes.offsets[code + 1]! - bytes.offsets[code]! : dictionary.text(code).length;
  }
  return total / codes.length;
}

function megabytes(bytes: number): string {
  return t`${count(Math.max(1, Math.round(bytes / (1 << 20))))} MB`;
}
