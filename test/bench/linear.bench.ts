import os from 'node:os';
import { CONTENDERS } from './contenders';
import { dataFile } from './data-files';
import { measureHere, median, runAlone, type Run } from './fresh-process';
import { alignedTable } from './markdown';
import { benchOptions } from './options';

// `npm run bench -- linear [options] [--big] [--only near-again]`: nanoseconds per row at growing sizes, which must stay the same. Each run
// has a process of its own; `alone` is this file calling itself. What does not grow with the file (samples, first rows,
// starting) is told from what does by a line of least squares.
const SIZES = [1e6, 3e6, 1e7];
const BIG = 3e7;
const ROUNDS = 3;
const [first, ...rest] = process.argv.slice(2);
if (first === 'alone') {
  const contender = CONTENDERS.find(({ id }) => id === rest[0])!;
  void measureHere(contender, rest[1]!).then((run) => process.stdout.write(JSON.stringify(run)));
} else void compare();

async function compare(): Promise<void> {
  const { shape, rounds, only, big } = benchOptions(process.argv.slice(2), 0);
  const ids = only.length > 0 ? only : ['tokenise', 'duckdb-2', 'ballast-2', 'ballast-2-again'];
  const sizes = shape.rows > 0 ? [shape.rows / 9, shape.rows / 3, shape.rows] : SIZES;
  const lines: string[][] = [];
  const fits: string[] = [];
  for (const { id, title, ...contender } of CONTENDERS.filter((known) => ids.includes(known.id))) {
    const perRow: number[] = [];
    const points: [rows: number, seconds: number][] = [];
    const { grows } = contender;
    const all = grows?.sizes ?? [...sizes, ...(big ? [BIG] : [])].map(Math.round);
    const fileOf = grows?.file ?? ((count: number) => dataFile({ ...shape, rows: count }).path);
    const runs: Run[][] = all.map(() => []);
    // Round by round, so that a machine which is slow for a while is slow for all sizes.
    for (let round = 0; round < (rounds ?? ROUNDS); round++) {
      for (const [at, rows] of all.entries()) {
        runs[at]!.push(await runAlone({ id, title, ...contender }, fileOf(rows)));
      }
    }
    for (const [at, rows] of all.entries()) {
      const run = median(runs[at]!);
      perRow.push((run.seconds * 1e9) / rows);
      points.push([rows, run.seconds]);
      lines.push([
        perRow.length === 1 ? title : '',
        rows.toLocaleString('en'),
        run.seconds.toFixed(2),
        perRow.at(-1)!.toFixed(0),
        ((run.cpu * 1e9) / rows).toFixed(0),
        run.peak.toFixed(0),
      ]);
    }
    const mean = perRow.reduce((sum, each) => sum + each, 0) / perRow.length;
    perRow.forEach((each, at) => {
      lines.at(at - perRow.length)!.push(`${((each / mean - 1) * 100).toFixed(0)} %`);
    });
    const { fixed, slope } = lineThrough(points);
    fits.push(`${title}: ${fixed.toFixed(2)} s and ${(slope * 1e9).toFixed(0)} ns per row`);
  }
  const head = [
    'work',
    'rows',
    'seconds',
    'ns/row',
    'processor ns/row',
    'peak MB',
    'ns/row off their mean',
  ];
  process.stdout.write(
    [
      `Node ${process.version}, load ${os.loadavg()[0]!.toFixed(1)}`,
      '',
      ...alignedTable(head, lines),
      '',
      'Seconds as a line (least squares):',
      ...fits.map((fit) => `- ${fit}`),
      '',
    ].join('\n'),
  );
}

/** The line of least squares through points: its height at 0 and its slope. */
function lineThrough(points: readonly (readonly [x: number, y: number])[]): {
  readonly fixed: number;
  readonly slope: number;
} {
  const mean = (of: 0 | 1) => points.reduce((sum, point) => sum + point[of], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const xy = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  const xx = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
  const slope = xy / xx;
  return { fixed: y - slope * x, slope };
}
