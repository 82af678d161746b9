import type { ColumnHint } from '../../../engine/sketches/state';
import type { KeyStore } from './key-store';

/** A column of a part whose codes can be let go. */
export interface Droppable {
  readonly index: number;
  /** Bytes of its codes so far; 0 when it has none. */
  readonly codeBytes: number;
  /** Lets the codes go, those before and those to come: cells are counted from now on. */
  count(hint: ColumnHint, keys: KeyStore): void;
}

/**
 * Lets go of codes until they and the keys take at most `most` bytes, and returns how many they take: first of columns by which rows are seldom told
 * apart, the widest first. Keys stay, since they would cost a reading each time they are asked for.
 */
export function letGoOfCodes(
  columns: readonly Droppable[],
  keys: KeyStore,
  hints: () => readonly ColumnHint[],
  most: number,
): number {
  const held = () => columns.reduce((sum, { codeBytes }) => sum + codeBytes, keys.bytes);
  if (held() <= most) return held();
  const hintOf = hints();
  const kept = ({ index }: Droppable) => hintOf[index]!.tellsApart ?? 0;
  const order = columns
    .filter(({ codeBytes }) => codeBytes > 0)
    .sort((a, b) => kept(a) - kept(b) || b.codeBytes - a.codeBytes || b.index - a.index);
  for (const column of order) {
    if (held() <= most) break;
    column.count(hintOf[column.index]!, keys);
  }
  return held();
}
