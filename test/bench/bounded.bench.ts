import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { dataFile } from './data-files';
import { treeMemory } from './fresh-process';
import { alignedTable } from './markdown';
import { memoryGroup, type MemoryGroup } from './memory-group';
import { benchOptions, sizeOf } from './options';

// `npm run bench -- bounded [ROWS] [--limit SIZE] [-- OPTIONS]`: audits a file and drops its common rows with so much
// memory and no more, by the command line with its usual options or those given, and compares what is written with
// what is written without a limit. `bounded 40500000 --limit 1G` is a file of five gigabytes.
const ROWS = 3e6;
const LIMIT = '300MB';
const SAMPLE_MS = 50;

/** A run of the command line. */
interface Work {
  readonly title: string;
  readonly args: readonly string[];
  readonly rows: number;
  /** Absent: as much memory as there is. */
  readonly group?: MemoryGroup | undefined;
}

/** What it took. */
interface Outcome {
  readonly seconds: number;
  /** Bytes. */
  readonly peak: number;
  /** `done`, or how it ended instead. */
  readonly ended: string;
  /** SHA-256 of the rows that it wrote; '' when it wrote none. */
  readonly hash: string;
}

void all();

async function all(): Promise<void> {
  const args = process.argv.slice(2);
  const end = args.indexOf('--');
  const options = end < 0 ? [] : args.splice(end).slice(1);
  const at = args.indexOf('--limit');
  const [, given = LIMIT] = at < 0 ? [] : args.splice(at, 2);
  const { shape } = benchOptions(args, ROWS);
  const limit = sizeOf(given);
  const file = dataFile(shape);
  const group = memoryGroup(limit);
  // Outside of a group the program does not see the limit.
  const told = group ? options : ['--memory', String(Math.floor(limit / 2 ** 21)), ...options];
  const drop = ['balance', file.path, '--method', 'random-undersample'];
  const { rows } = file;
  const works: Work[] = [
    { title: 'audit of one row', args: ['audit', dataFile({ ...shape, rows: 1 }).path], rows: 0 },
    { title: 'audit', args: ['audit', file.path, ...told], rows, group },
    { title: 'random-undersample', args: [...drop, ...told], rows, group },
    { title: '- without a limit', args: [...drop, '--memory', '9000000'], rows },
  ];
  const outcomes: Outcome[] = [];
  for (const work of works) outcomes.push(await outcomeOf(work));
  group?.remove();
  const lines = outcomes.map(({ seconds, peak, ended }, i) => [
    works[i]!.title,
    seconds.toFixed(1),
    (peak / 1e6).toFixed(0),
    i === 0 ? '' : ((peak - outcomes[0]!.peak) / rows).toFixed(1),
    ended,
  ]);
  const how = group
    ? `a memory control group of ${given}`
    : `no control group (none can be made here), \`--memory\` half of ${given}, peaks as they were seen`;
  const same = outcomes[2]!.hash !== '' && outcomes[2]!.hash === outcomes[3]!.hash;
  process.stdout.write(
    [
      `${rows.toLocaleString('en')} rows x ${shape.columns} columns, ${(file.bytes / 1e6).toFixed(1)} MB; ${how}; Node ${process.version}, load ${os.loadavg()[0]!.toFixed(1)}`,
      '',
      ...alignedTable(['work', 'seconds', 'peak MB', 'bytes/row', 'ended'], lines),
      '',
      `The rows that stay are ${same ? '' : 'NOT '}the same byte for byte as without a limit.`,
      '',
    ].join('\n'),
  );
  if (!same || outcomes.some(({ ended }) => ended !== 'done')) process.exitCode = 1;
}

async function outcomeOf({ args, group }: Work): Promise<Outcome> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-bounded-'));
  const out = path.join(folder, 'out.csv');
  const written = args[0] === 'balance' ? ['--out', out] : [];
  const cli = [process.execPath, path.resolve('dist/cli.js')];
  try {
    const run = await watched(
      [...cli, ...args, '--label', 'outcome', '--quiet', ...written],
      group,
    );
    return { ...run, hash: existsSync(out) ? await hashOf(out) : '' };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs a program, looking at its memory. */
function watched(
  command: readonly string[],
  group: MemoryGroup | undefined,
): Promise<Omit<Outcome, 'hash'>> {
  const [program, ...args] = group?.within(command) ?? command;
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program!, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let peak = 0;
    let said = '';
    const timer = setInterval(() => {
      peak = Math.max(peak, group ? group.resident() : treeMemory(child.pid!) * 1e6);
    }, SAMPLE_MS);
    child.stderr.on('data', (part: Buffer) => (said += part.toString()));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearInterval(timer);
      const ended = code === 0 ? 'done' : (signal ?? `${String(code)}: ${said.trim()}`);
      resolve({ seconds: (performance.now() - start) / 1e3, peak, ended });
    });
  });
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part as Buffer);
  return hash.digest('hex');
}
