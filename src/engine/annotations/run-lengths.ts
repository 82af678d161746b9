/** Bits of a number that one character of compressed runs holds, that it goes on, and that it is negative. */
const BITS = 5;
const MORE = 0x20;
const NEGATIVE = 0x10;

/**
 * Pixels of a run-length coded mask: the sum of every second run, the first being background (COCO). `counts` is a JSON
 * list of runs or pycocotools' compressed text; undefined when it is neither.
 */
export function maskArea(counts: string): number | undefined {
  const runs = counts.trimStart().startsWith('[') ? listed(counts) : decompressed(counts);
  if (!runs || runs.length === 0 || runs.some((run) => !(run >= 0))) return undefined;
  return runs.reduce((sum, run, i) => (i % 2 === 1 ? sum + run : sum), 0);
}

function listed(text: string): number[] | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    const isRun = (run: unknown): run is number => Number.isInteger(run);
    return Array.isArray(value) && value.every(isRun) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Numbers of five bits per character, least first, with a sign; from the third on each is added to the one before the last. */
function decompressed(text: string): number[] | undefined {
  const runs: number[] = [];
  for (let at = 0; at < text.length;) {
    let [run, shift, character] = [0, 0, MORE];
    while (character & MORE) {
      character = text.charCodeAt(at++) - 48;
      if (!(character >= 0 && character < 64)) return undefined;
      run += (character & 0x1f) * 2 ** shift;
      shift += BITS;
    }
    if (character & NEGATIVE) run -= 2 ** shift;
    runs.push(runs.length > 2 ? run + runs.at(-2)! : run);
  }
  return runs;
}
