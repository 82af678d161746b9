/** Whether row 0 names the columns, and whether that is beyond doubt. */
export interface HeaderGuess {
  readonly header: boolean;
  readonly certain: boolean;
}

const NUMBER = /^\s*[+-]?(\d[\d,_ ]*([.,]\d+)?|\.\d+)([eE][+-]?\d+)?\s*%?\s*$/;
const DATE =
  /^\s*(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})([T ]\d{1,2}:\d{2}.*)?\s*$/;
const TIME = /^\s*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*$/;
const BOOL = /^\s*(true|false|yes|no|t|f|y|n)\s*$/i;
const NULL_LIKE = /^\s*(|na|n\/a|nan|null|none|-|\?|\\n|#n\/a|<na>)\s*$/i;
const NAME = /^[\p{L}_][\p{L}\p{N}_ .()%/-]*$/u;
const LONGEST_NAME = 64;

/** True for a number or a date as people write them. */
export function isTyped(cell: string): boolean {
  return NUMBER.test(cell) || DATE.test(cell) || TIME.test(cell);
}

/**
 * Row 0 is a header when none of its cells is a number or date, at most half are empty, and either a column below is
 * at least 90 % numbers, dates or booleans (booleans only under a cell that is none), or all its cells look like names that do not occur in their own columns.
 */
export function detectHeader(records: readonly (readonly string[])[]): HeaderGuess {
  const [first, ...below] = records;
  if (first === undefined) return { header: false, certain: false };
  const isTypedBelow = (cell: string, column: number) =>
    mostly(below, column, BOOL.test(cell) ? isTyped : isTypedOrBool);
  if (first.some(isTyped)) {
    const textOverNumbers = first.some(
      (cell, column) => !isTyped(cell) && !NULL_LIKE.test(cell) && isTypedBelow(cell, column),
    );
    return { header: false, certain: !textOverNumbers };
  }
  if (first.filter((cell) => cell.trim() === '').length * 2 > first.length)
    return { header: false, certain: false };
  if (first.some(isTypedBelow)) return { header: true, certain: true };
  const named = first.every((cell) => NAME.test(cell.trim()) && cell.length <= LONGEST_NAME);
  const recurs = first.some((cell, column) => below.some((record) => record[column] === cell));
  return { header: named && !recurs, certain: false };
}

function isTypedOrBool(cell: string): boolean {
  return isTyped(cell) || BOOL.test(cell);
}

/** Whether at least 90 % of a column's cells that are not missing are of a kind. */
function mostly(
  records: readonly (readonly string[])[],
  column: number,
  isKind: (cell: string) => boolean,
): boolean {
  let present = 0;
  let ofKind = 0;
  for (const record of records) {
    const cell = record[column];
    if (cell === undefined || NULL_LIKE.test(cell)) continue;
    present++;
    if (isKind(cell)) ofKind++;
  }
  return present > 0 && ofKind >= present * 0.9;
}
