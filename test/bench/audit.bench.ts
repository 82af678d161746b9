import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CONTENDERS, measure, type Measure } from './contenders';
import { generateCsv } from './generate';

// Every contender runs in a process of its own, several rounds in turn; of the rounds the fastest counts, because
// other programs only ever add time. `npm run bench -- audit [rows] [rounds]`; `alone` is this file calling itself.
const [first, ...rest] = process.argv.slice(2);
if (first === 'alone') process.stdout.write(JSON.stringify(measure(rest[0]!, rest[1]!)));
else compare(Number(first ?? 300_000), Number(rest[0] ?? 3));

/** The best of the rounds: times and peaks of one contender. */
interface Best {
  readonly seconds: Record<string, number>;
  peak: number;
  silence: number;
}

function compare(rows: number, rounds: number): void {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-bench-'));
  try {
    const file = path.join(folder, 'mixed.csv');
    const megabytes = generateCsv(file, rows) / 1e6;
    const best = new Map<string, Best>();
    for (let round = 0; round < rounds; round++) {
      for (const name of Object.keys(CONTENDERS)) keep(best, name, alone(name, file));
    }
    process.stdout.write(report(rows, megabytes, rounds, best));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function alone(name: string, file: string): Measure {
  const args = [process.argv[1]!, 'alone', name, file];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Measure;
}

function keep(best: Map<string, Best>, name: string, { seconds, peak, silence }: Measure): void {
  const known = best.get(name);
  if (!known) {
    best.set(name, { seconds: { ...seconds }, peak, silence });
    return;
  }
  for (const [stage, taken] of Object.entries(seconds)) {
    known.seconds[stage] = Math.min(known.seconds[stage] ?? Infinity, taken);
  }
  known.peak = Math.min(known.peak, peak);
  known.silence = Math.min(known.silence, silence);
}

/** A Markdown table, with the load of the machine above it. */
function report(
  rows: number,
  megabytes: number,
  rounds: number,
  best: ReadonlyMap<string, Best>,
): string {
  const of = (name: string, stage: string) => best.get(name)!.seconds[stage]!;
  const papaparse = of('papaparse', 'papaparse');
  const read = Math.min(of('read', 'read'), of('audit', 'read'));
  const audit = of('audit', 'audit');
  const line = (what: string, seconds: number, peak: number) =>
    `| ${[
      what,
      seconds.toFixed(2),
      (megabytes / seconds).toFixed(0),
      Math.round(rows / seconds).toLocaleString('en'),
      (seconds / papaparse).toFixed(2),
      peak.toFixed(0),
    ].join(' | ')} |`;
  const peakOf = (name: string) => best.get(name)!.peak;
  const load = os.loadavg()[0]!.toFixed(1);
  return [
    `${rows.toLocaleString('en')} rows x 12 columns, ${megabytes.toFixed(1)} MB; Node ${process.version}; ` +
      `${String(os.cpus().length)} hyper-threads, load ${load}; best of ${String(rounds)} rounds`,
    '',
    '| work | processor s | MB/s | rows/s | x papaparse | peak MB |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    line('limit: read the bytes', of('bytes', 'bytes'), peakOf('bytes')),
    line('peer: papaparse, cells as strings', papaparse, peakOf('papaparse')),
    line('read into a dictionary-coded table', read, peakOf('read')),
    line('audit of that table, all metrics', audit, peakOf('audit')),
    line('read and audit', read + audit, peakOf('audit')),
    '',
    `longest time between two ticks: ${best.get('audit')!.silence.toFixed(0)} ms`,
    '',
  ].join('\n');
}
