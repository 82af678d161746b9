import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { methodOf } from '../../src/engine/methods';
import { profileColumns } from '../../src/engine/table/profile-columns';
import { createRandom } from '../../src/engine/random';
import { rowNumbers } from '../../src/engine/plan/row-numbers';
import { tableOf, type Table } from '../../src/engine/table/table';
import { resolveValues } from '../../src/engine/params/values';
import { dice } from '../dice';
import { cached } from './data-files';
import { median, runAlone, type Run } from './fresh-process';
import { alignedTable } from './markdown';

// `npm run bench -- samplers [ROWSxCOLUMNS[+CATEGORIES],...] [METHOD,...] [ROUNDS]`: methods next to imbalanced-learn, each from file to
// file in a process of its own, and what of it the sampler alone took. The peer's Python is named by BALLAST_PYTHON; the
// machine need not be quiet, for processor time of all threads is counted.
const SIZES = '11000x6,50000x20,200000x30,20000x6+4';
const METHODS =
  'tomek-links,edited-nearest-neighbours,all-knn,one-sided-selection,neighbourhood-cleaning-rule,near-miss,smote,smotenc';
/** Asked where there are categories, and only there. */
const MIXED = 'smotenc';

/**
 * Calls of a sampler alone, fewer where they take longer than so many seconds together: the first is of cold code, as the
 * one in a whole process is, and of all the median counts, by which time code that is compiled while it runs is compiled.
 * One that takes longer than `LONG` seconds is called once.
 */
const CALLS = 31;
const SECONDS = 5;
const LONG = 2;

/** Processor seconds of a sampler alone, the first call and the median of `CALLS`, and the rows it left. */
interface Alone {
  readonly first: number;
  readonly cpu: number;
  readonly rows: number;
}

const [first, ...rest] = process.argv.slice(2);
if (first === 'alone') samplerAlone(rest[0]!, rest[1]!, rest[2]!);
else void compare(first ?? SIZES, rest[0] ?? METHODS, Number(rest[1] ?? 1));

/** A method's `apply` on a table that is read already, with numbers as they are. */
function samplerAlone(id: string, file: string, out: string): void {
  const [header, ...lines] = readFileSync(file, 'latin1').trim().split('\n');
  const table = tableOf(
    header!.split(','),
    lines.map((line) => line.split(',')),
  );
  const profiles = profileColumns(table, () => undefined);
  profiles.forEach((profile) => profile.numbers);
  const method = methodOf(id);
  const contextOf = (origin: Table) => ({
    roles: table.columns.map(({ name }) =>
      name === 'y' ? ('label' as const) : ('feature' as const),
    ),
    profiles,
    facts: {
      name: '',
      format: 'csv',
      bytes: 0,
      encoding: 'utf-8',
      encodingGuessed: false,
      headerCertain: true,
      blankLines: 0,
      raggedRows: 0,
      problems: [],
    },
    random: createRandom(0, (text) => createHash('sha256').update(text).digest()),
    scope: rowNumbers(table.rowCount),
    scopeName: 'all' as const,
    origin: { table: origin, profiles, roles: [] },
    tick: () => undefined,
  });
  const values = resolveValues(method.params, { scale: 'none' });
  let rows = 0;
  const calls: number[] = [];
  let spent = 0;
  while (calls.length === 0 || (calls.length < CALLS && calls[0]! < LONG && spent < SECONDS)) {
    // What is remembered of a table does not count.
    const fresh = { ...table };
    const context = contextOf(fresh);
    const before = process.cpuUsage();
    const plan = method.apply(fresh, values, context);
    const { user, system } = process.cpuUsage(before);
    rows = plan.rows.length + (plan.made?.count ?? 0);
    calls.push((user + system) / 1e6);
    spent += calls.at(-1)!;
  }
  const [first] = calls;
  const cpu = calls.sort((a, b) => a - b)[calls.length >> 1]!;
  writeFileSync(out, JSON.stringify({ first: first!, cpu, rows } satisfies Alone));
}

async function compare(sizes: string, methods: string, rounds: number): Promise<void> {
  const python = process.env['BALLAST_PYTHON'];
  const lines: string[][] = [];
  for (const size of sizes.split(',')) {
    const [rows, columns, kinds = 0] = size.split(/[x+]/).map(Number);
    const file = blobs(rows!, columns!, kinds);
    for (const id of methods.split(',')) {
      if ((id === MIXED) !== kinds > 0) continue;
      const ours = await measured(file, rounds, (out) => [
        `node dist/cli.js balance "$0" --method ${id} --label y --set scale=none --out ${out} --quiet >/dev/null`,
        `node ${process.argv[1]!} alone ${id} "$0" ${out}.json`,
      ]);
      const script = path.resolve('test/bench/samplers.py');
      const peer =
        python === undefined
          ? undefined
          : await measured(file, rounds, (out) => [
              `${python} ${script} ${id} "$0" ${out}`,
              `${python} ${script} ${id} "$0" ${out} again`,
            ]);
      lines.push(lineOf(`${size} ${id}`, ours, peer));
      process.stderr.write(`${lines.at(-1)!.join(' | ')}\n`);
    }
  }
  const head = [
    'rows x columns, method',
    'process s',
    'peer s',
    'times',
    'clock s',
    'peer s',
    'times',
    'alone s',
    'peer s',
    'times',
    'first s',
    'peer s',
    'peak MB',
    'peer MB',
    'rows left',
    'peer',
  ];
  process.stdout.write(
    [
      `Processor seconds; Node ${process.version}, load ${os.loadavg()[0]!.toFixed(1)}, ${rounds} round(s)`,
      '',
      ...alignedTable(head, lines),
      '',
    ].join('\n'),
  );
}

type Measured = Run & { readonly alone: Alone };

/** Runs commands in turn, the first of which counts as the process; the last leaves `out`.json and is left out after a long first one. */
async function measured(
  file: string,
  rounds: number,
  commands: (out: string) => readonly string[],
): Promise<Measured> {
  const out = path.join(os.tmpdir(), 'ballast-bench', `sampled-${process.pid}.csv`);
  const runs: Run[] = [];
  const alone: Alone[] = [];
  for (let round = 0; round < rounds; round++) {
    rmSync(`${out}.json`, { force: true });
    for (const [step, work] of commands(out).entries()) {
      if (step > 0 && existsSync(`${out}.json`) && aloneIn(out).cpu >= LONG) continue;
      const run = await runAlone({ id: work, title: work, work }, file);
      if (step === 0) runs.push(run);
    }
    alone.push(aloneIn(out));
    for (const name of ['.csv', '.csv.json', '.removed.csv', '.recipe.json']) {
      rmSync(out.replace(/\.csv$/, name), { force: true });
    }
  }
  alone.sort((a, b) => a.cpu - b.cpu);
  return { ...median(runs), alone: alone[(rounds - 1) >> 1]! };
}

function aloneIn(out: string): Alone {
  return JSON.parse(readFileSync(`${out}.json`, 'utf8')) as Alone;
}

function lineOf(name: string, ours: Measured, peer: Measured | undefined): string[] {
  const against = (own: number, other: number | undefined) =>
    other === undefined ? ['', ''] : [other.toFixed(own < 1 ? 3 : 2), (other / own).toFixed(1)];
  return [
    name,
    ours.cpu.toFixed(2),
    ...against(ours.cpu, peer?.cpu),
    ours.seconds.toFixed(2),
    ...against(ours.seconds, peer?.seconds),
    ours.alone.cpu.toFixed(3),
    ...against(ours.alone.cpu, peer?.alone.cpu),
    ours.alone.first.toFixed(2),
    peer?.alone.first.toFixed(2) ?? '',
    ours.peak.toFixed(0),
    peer?.peak.toFixed(0) ?? '',
    String(ours.alone.rows),
    peer === undefined ? '' : String(peer.alone.rows),
  ];
}

/**
 * A file of numbers in which one row of ten is rare: eight clusters, every third of them shared by both classes, half of
 * the columns of low rank and half of noise of their own. `kinds`: columns of categories, which mostly follow the cluster.
 */
function blobs(rows: number, columns: number, kinds: number): string {
  const kept = cached(`blobs-${rows}-${columns}${kinds ? `-${kinds}` : ''}.csv`);
  if (kept.exists()) return kept.kept().path;
  const { next, below } = dice(11);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const rank = Math.max(2, columns >> 2);
  const centres = Array.from({ length: 16 * rank }, () => 1.5 * normal());
  const mix = Array.from({ length: rank * columns }, () => normal());
  const names = [...Array(columns).keys()].map((i) => `x${i}`);
  const lines = [[...names, ...[...Array(kinds).keys()].map((i) => `k${i}`), 'y'].join(',')];
  for (let row = 0; row < rows; row++) {
    const rare = below(10) === 0;
    const cluster = below(8) + (rare && below(3) > 0 ? 8 : 0);
    const latent = Array.from({ length: rank }, (_, i) => centres[cluster * rank + i]! + normal());
    const cells = Array.from({ length: columns }, (_, column) => {
      let value = normal();
      if (column % 2 === 0) {
        value *= 0.3;
        for (let i = 0; i < rank; i++) value += latent[i]! * mix[i * columns + column]!;
      }
      return value.toFixed(4);
    });
    for (let kind = 0; kind < kinds; kind++) {
      cells.push(`level ${below(4) ? (cluster + kind) % 5 : below(8)}`);
    }
    lines.push(`${cells.join(',')},${rare ? 1 : 0}`);
  }
  writeFileSync(kept.unfinished, `${lines.join('\n')}\n`);
  return kept.keep().path;
}
