/**
 * The columns that tell sets of rows apart at a glance: many different short values, words before numbers, few empty.
 * `rows` holds one row of cells per set. Returns at most `most` column indices in file order.
 */
export function tellingColumns(
  rows: readonly (readonly string[])[],
  usable: readonly number[],
  most: number,
): number[] {
  const scored = usable.map((column) => {
    const cells = rows.map((row) => row[column] ?? '');
    const filled = cells.filter((cell) => cell !== '');
    const length = filled.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, filled.length);
    const different = new Set(filled).size;
    const fits = length <= 14 ? 1 : 14 / length;
    // Words say by themselves what they are about; numbers need their column's name.
    const words = filled.filter((cell) => /\p{L}/u.test(cell)).length > filled.length / 2 ? 2 : 1;
    const full = filled.length / cells.length;
    const score = different > 1 ? Math.log2(different + 1) * fits * words * full ** 2 : 0;
    return { column, score };
  });
  return scored
    .filter((each) => each.score > 0)
    .sort((a, b) => b.score - a.score || a.column - b.column)
    .slice(0, most)
    .map((each) => each.column)
    .sort((a, b) => a - b);
}
