import { Cancelled, EngineError } from '../../engine/problems';
import { t } from '../../engine/language';

/** Where in a Parquet file something lies. Row groups count from 0 here and from 1 in sentences. */
export interface ChunkPlace {
  readonly group: number;
  /** The column's path in the schema, its names joined by dots. */
  readonly column: string;
  /** Byte of the file. */
  readonly byte: number;
}

/** Thrown by the decoders, which do not know where their bytes lie; `guarded` adds the place. */
export class Damage extends Error {
  override readonly name = 'Damage';
}

/** A file that is damaged at a place. */
export function damaged(what: string, { group, column, byte }: ChunkPlace): EngineError {
  return new EngineError(
    'unreadable',
    t`Row group ${group + 1}, column \`${column}\`, byte ${byte}: ${what}. The file is damaged: copy or export it again.`,
    { byte },
  );
}

/**
 * Runs work on bytes that may be anything: whatever goes wrong in it, in our code or in a library's, becomes one
 * sentence with the place. @throws EngineError unreadable, too-large; Cancelled
 */
export function guarded<T>(place: () => ChunkPlace, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof EngineError || error instanceof Cancelled) throw error;
    throw damaged(error instanceof Damage ? error.message : t('the bytes make no sense'), place());
  }
}
