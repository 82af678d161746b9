import os from 'node:os';
import path from 'node:path';
import { CONTENDERS, type Contender } from './contenders';
import { cached, dataFile, type DataFile } from './data-files';
import { literal, withDuckDb } from './duckdb';
import { measureHere, median, runAlone, type Run } from './fresh-process';
import { benchOptions, type BenchOptions } from './options';
import { alignedTable } from './markdown';

// `npm run bench -- audit [ROWS] [options]`: every contender alone in a fresh process, in turn, for several rounds.
// `alone` is this file calling itself.
const [first, ...rest] = process.argv.slice(2);
if (first === 'alone') void alone(rest[0]!, rest[1]!);
else void compare(benchOptions(process.argv.slice(2), 1_000_000));

async function alone(id: string, file: string): Promise<void> {
  const contender = CONTENDERS.find((known) => known.id === id)!;
  process.stdout.write(JSON.stringify(await measureHere(contender, file)));
}

async function compare(options: BenchOptions): Promise<void> {
  const file = await fileOf(options);
  const { only, format } = options;
  const contenders = CONTENDERS.filter(
    ({ id, formats = ['csv'], before }) =>
      (only.length === 0 ? before === undefined : only.includes(id)) && formats.includes(format),
  );
  const rounds = options.rounds ?? (file.bytes < 1e9 ? 5 : 1);
  const runs = new Map<string, Run[]>(contenders.map(({ id }) => [id, []]));
  for (let round = 0; round < rounds; round++) {
    for (const contender of contenders) {
      runs.get(contender.id)!.push(await runAlone(contender, file.path));
    }
  }
  const medians = new Map([...runs].map(([id, all]) => [id, median(all)]));
  process.stdout.write(report(file, options, rounds, contenders, medians));
  if (!agreed(medians)) process.exitCode = 1;
}

/** The file, converted by DuckDB if another format is asked for. */
async function fileOf({ shape, format }: BenchOptions): Promise<DataFile> {
  const csv = dataFile(shape);
  if (format === 'csv') return csv;
  const file = cached(path.basename(csv.path).replace(/csv$/, format));
  if (file.exists()) return { ...file.kept(), rows: csv.rows };
  const copy = `COPY (FROM read_csv(${literal(csv.path)})) TO ${literal(file.unfinished)} (FORMAT ${format === 'jsonl' ? 'json' : format})`;
  await withDuckDb({}, (connection) => connection.runAndReadAll(copy));
  return { ...file.keep(), rows: csv.rows };
}

function report(
  file: DataFile,
  { shape }: BenchOptions,
  rounds: number,
  contenders: readonly Contender[],
  medians: ReadonlyMap<string, Run>,
): string {
  const megabytes = file.bytes / 1e6;
  const ratio = (run: Run, to: string) => {
    const base = medians.get(to);
    return base === undefined ? '' : (run.seconds / base.seconds).toFixed(2);
  };
  const lines = contenders.flatMap(({ id, title }) => {
    const run = medians.get(id)!;
    const stages = Object.entries(run.stages).map(([stage, seconds]) => [
      `- ${stage}`,
      seconds.toFixed(2),
      ...['', (megabytes / seconds).toFixed(0), '', '', ''],
    ]);
    return [
      [
        title,
        run.seconds.toFixed(2),
        run.cpu.toFixed(2),
        (megabytes / run.seconds).toFixed(0),
        run.peak === 0 ? '' : run.peak.toFixed(0),
        ratio(run, 'duckdb-2'),
        ratio(run, 'wc'),
      ],
      ...stages,
    ];
  });
  const silence = Math.max(...[...medians.values()].map((run) => run.silence));
  return [
    `${file.rows.toLocaleString('en')} rows x ${shape.columns} columns, ${megabytes.toFixed(1)} MB, ` +
      `${shape.classes.toLocaleString('en')} classes; Node ${process.version}, ${os.cpus().length} hyper-threads, ` +
      `load ${os.loadavg()[0]!.toFixed(1)}; median of ${rounds}`,
    '',
    ...alignedTable(
      ['work', 'seconds', 'processor s', 'MB/s', 'peak MB', 'x DuckDB (2)', 'x wc -l'],
      lines,
    ),
    '',
    ...(silence > 0 ? [`longest time between two ticks: ${silence.toFixed(0)} ms`] : []),
    agreed(medians) ? 'All that counted the same thing counted alike.' : differences(medians),
    '',
  ].join('\n');
}

/** The values that contenders gave for each figure. */
function answers(medians: ReadonlyMap<string, Run>): Map<string, Map<string, string[]>> {
  const all = new Map<string, Map<string, string[]>>();
  for (const [id, { figures }] of medians) {
    for (const [name, value] of Object.entries(figures)) {
      const said = JSON.stringify(value);
      const of = all.get(name) ?? new Map<string, string[]>();
      of.set(said, [...(of.get(said) ?? []), id]);
      all.set(name, of);
    }
  }
  return all;
}

const agreed = (medians: ReadonlyMap<string, Run>) =>
  [...answers(medians).values()].every((of) => of.size === 1);

function differences(medians: ReadonlyMap<string, Run>): string {
  return [...answers(medians)]
    .filter(([, of]) => of.size > 1)
    .map(([name, of]) =>
      [...of].map(([value, ids]) => `${name} = ${value} says ${ids.join(', ')}`).join('\n'),
    )
    .join('\n');
}
