import { readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { documents } from './text-files';
import { median, runAlone, type Run } from './fresh-process';
import { alignedTable } from './markdown';
import { sizeOf } from './options';

// `npm run bench -- near-text [DOCUMENTS,...] [ROUNDS] [PEER,...]`: near-duplicate texts from file to figures next to
// datasketch, rensa and text-dedup, each in a process of its own with two threads at most. The peers' Python is named
// by BALLAST_PYTHON. Texts have about 1,000 bytes; one in ten is a copy, one in ten differs from an earlier one in one to four words.
const DOCUMENTS = '20K,200K';
/** Bytes of a sketch: a key for each of 20 bands, a byte for each of 120 bins. */
const SIGNATURE = 200;
const PEERS = 'rensa,text-dedup,datasketch';

const [sizes = DOCUMENTS, rounds = '1', peers = PEERS] = process.argv.slice(2);
void compare(sizes.split(',').map(sizeOf), Number(rounds), peers.split(','));

async function compare(
  counts: readonly number[],
  rounds: number,
  peers: readonly string[],
): Promise<void> {
  const lines: string[][] = [];
  for (const count of counts) {
    const file = documents(count);
    // What reading the file costs without a look at its texts.
    const reading = await measured(file, rounds, audit('class-imbalance'));
    const near = await measured(file, rounds, audit('near-duplicate-text'));
    const perText = ((near.run.cpu - reading.run.cpu) / count) * 1e6;
    const bytes = ((near.run.peak - reading.run.peak) * 1e6) / count - SIGNATURE;
    const line = (name: string, { run, copies }: Measured, more: readonly string[]) => [
      `${count.toLocaleString('en')} texts, ${name}`,
      run.cpu.toFixed(1),
      (run.cpu / near.run.cpu).toFixed(2),
      run.seconds.toFixed(1),
      run.peak.toFixed(0),
      String(copies),
      ...more,
    ];
    lines.push(
      line('Ballast', near, [
        perText.toFixed(1),
        bytes > 0 ? `${SIGNATURE} + ${bytes.toFixed(0)}` : '',
      ]),
    );
    for (const peer of process.env['BALLAST_PYTHON'] === undefined ? [] : peers) {
      lines.push(line(peer, await measured(file, rounds, commandOf(peer)), ['', '']));
    }
    process.stderr.write(`${lines.map((each) => each.join(' | ')).join('\n')}\n`);
  }
  const head = [
    'texts',
    'processor s',
    'times',
    'clock s',
    'peak MB',
    'copies',
    'us per text',
    'bytes per text: sketch + other',
  ];
  process.stdout.write(
    [
      `Node ${process.version}, load ${os.loadavg()[0]!.toFixed(1)}, ${String(rounds)} round(s); the last two columns without what reading takes.`,
      '',
      ...alignedTable(head, lines),
      '',
    ].join('\n'),
  );
}

interface Measured {
  readonly run: Run;
  readonly copies: number;
}

/** A command with the file as $0; `out` is the name of what it leaves behind. */
type Command = (out: string) => string;

function audit(metric: string): Command {
  return (out) =>
    `node dist/cli.js audit "$0" --text text --only ${metric} --format json --workers 2 --quiet --out ${out}`;
}

function commandOf(peer: string): Command {
  const python = process.env['BALLAST_PYTHON']!;
  if (peer !== 'text-dedup') {
    return (out) => `${python} ${path.resolve('test/bench/near_text.py')} ${peer} "$0" ${out}`;
  }
  return (out) =>
    `${python} -m text_dedup.minhash --path csv --data_files "$0" --split train --column text ` +
    `--cache_dir ${out}.cache --output ${out}.texts --ngram 5 --num_perm 120 --b 20 --r 6 --threshold 0.8 ` +
    `--num_proc 2 > ${out} 2>&1`;
}

async function measured(file: string, rounds: number, command: Command): Promise<Measured> {
  const out = path.join(os.tmpdir(), 'ballast-bench', `near-${process.pid}.out`);
  const runs: Run[] = [];
  let copies = 0;
  for (let round = 0; round < rounds; round++) {
    const work = command(out);
    runs.push(await runAlone({ id: work, title: work, work }, file));
    copies = copiesIn(readFileSync(out, 'utf8'));
    for (const name of [out, `${out}.cache`, `${out}.texts`]) {
      rmSync(name, { recursive: true, force: true });
    }
  }
  return { run: median(runs), copies };
}

/** Rows beyond the first of each set, as a report, a peer's answer or text-dedup's log says. */
function copiesIn(text: string): number {
  if (!text.startsWith('{')) {
    const [before, after] = ['Before', 'After'].map((word) =>
      Number(new RegExp(`${word}[^0-9]*:[^\\n]*\\n\\s*(\\d+)`).exec(text)?.[1]),
    );
    return before! - after!;
  }
  const found = JSON.parse(text) as {
    copies?: number;
    metrics?: Readonly<Record<string, { readonly copies?: number }>>;
  };
  return found.copies ?? found.metrics?.['near-duplicate-text']?.copies ?? 0;
}
