import { createReadStream } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import type { AuditReport } from '../../src/engine/audit';
import { Dataset } from '../../src/files/dataset';
import { openFile } from '../../src/files/reading/file-source';
import { partThreads } from '../../src/files/reading/part-threads';
import { dataFile, USUAL } from './data-files';
import { duckdbAudit } from './duckdb';
import { documents } from './text-files';
import { FORMATS, type Format } from './options';
import { kernelScanner, tokenise } from './tokenise';

/** What a contender counted, so that two that do the same job can be compared: rows, copies, empty cells. */
export interface Figures {
  readonly rows?: number;
  readonly copies?: number;
  /** Rows of the ten most frequent classes. */
  readonly classes?: readonly number[];
  /** The worst problem, or why the file was refused. */
  readonly said?: string;
}

/** Notes that a stage is over. */
export type Lap = (stage: string) => void;

/** A program, or a part of one, that does a job with a file; each run has a process of its own. */
export interface Contender {
  readonly id: string;
  readonly title: string;
  /** A shell command, the file as `$0`; or work in a fresh Node process. */
  readonly work: string | ((file: string, lap: Lap, tick: () => void) => Promise<Figures>);
  /** What it reads; CSV alone when absent. */
  readonly formats?: readonly Format[];
  /** Done in the same process before anything is measured. */
  readonly before?: () => Promise<void>;
  /** Where its file is another than the usual one: the sizes at which it is compared, and the file of so many rows. */
  readonly grows?: { readonly sizes: readonly number[]; file(rows: number): string };
}

const runner = partThreads(path.resolve('dist/part.js'));
/** The SHA-256 of a file is made in a thread meanwhile, as by the command line and the editor's worker. */
const hashScript = path.resolve('dist/hash.js');

const ballast = (workers: number) => ({
  id: `ballast-${workers}`,
  title: `Ballast, ${workers} worker${workers === 1 ? '' : 's'}: open and audit`,
  formats: FORMATS,
  async work(file: string, lap: Lap, tick: () => void): Promise<Figures> {
    const asked = () => {
      tick();
      return false;
    };
    const dataset = new Dataset({
      cancelled: asked,
      now: () => performance.now(),
      parts: { runner, workers },
      hashScript,
    });
    await dataset.open({ kind: 'file', path: file }, {}, { workers });
    lap('open');
    const report = dataset.audit({ roles: { label: 'outcome' } });
    lap('audit');
    dataset.close();
    return figuresOf(report);
  },
});

/** Near-duplicate texts alone, in a worker that looked for some before. */
const nearAgain: Contender = {
  id: 'near-again',
  title: 'Ballast, 2 workers: near-duplicate texts, not the first file of its worker',
  formats: [],
  work: nearTexts,
  async before() {
    // Fewer leave a tenth of the time of a small file to the compiler.
    for (let times = 10; times > 0; times--) await nearTexts(documents(20_000));
  },
  grows: { sizes: [20_000, 200_000, 2_000_000], file: documents },
};

async function nearTexts(file: string): Promise<Figures> {
  const dataset = new Dataset({ now: () => performance.now(), parts: { runner, workers: 2 } });
  await dataset.open({ kind: 'file', path: file }, {}, { workers: 2 });
  const roles = { others: { text: 'text' } } as const;
  const report = dataset.audit({ roles, only: ['near-duplicate-text'] });
  dataset.close();
  const { copies } = report.metrics['near-duplicate-text'] as unknown as { copies: number };
  return { rows: report.source.rows, copies };
}

/** As the editor audits every file but its first: in a worker whose code is compiled. */
const ballastAgain = (workers: number): Contender => {
  const usual = ballast(workers);
  return {
    ...usual,
    id: `${usual.id}-again`,
    title: `${usual.title}, the sixth file of its worker`,
    async before() {
      // Up to the fifth file V8 compiles what it finds hot: a cost of the process, whatever the size of what is measured.
      const { path: another } = dataFile({ ...USUAL, rows: 1_000_000, seed: 2 });
      for (let times = 5; times > 0; times--) {
        await usual.work(
          another,
          () => undefined,
          () => undefined,
        );
      }
    },
  };
};

function figuresOf({ source, metrics }: AuditReport): Figures {
  const copies = metrics['exact-duplicate-rows'] as unknown as { duplicateRows: number };
  const { classes } = metrics['class-imbalance'] as unknown as {
    classes: { count: number }[];
  };
  return {
    rows: source.rows,
    copies: copies.duplicateRows,
    classes: largest(classes.map(({ count }) => count)),
  };
}

/** The lines of a file that is valid UTF-8, decoded a megabyte at a time. */
function eachLine(file: string, take: (line: string) => void): void {
  const source = openFile(file);
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(1 << 20);
  let rest = '';
  for (let at = 0, count = -1; count !== 0; at += count) {
    count = source.read(at, buffer);
    const lines = (rest + decoder.decode(buffer.subarray(0, count), { stream: true })).split('\n');
    rest = lines.pop()!;
    lines.forEach(take);
  }
  source.close();
  if (rest !== '') take(rest);
}

const largest = (counts: readonly number[]) => [...counts].sort((a, b) => b - a).slice(0, 10);

const duckdb = (threads: number): Contender => ({
  id: `duckdb-${threads}`,
  title: `DuckDB, ${threads} thread${threads === 1 ? '' : 's'}: the same job`,
  formats: FORMATS,
  async work(file) {
    const answers = await duckdbAudit(file, threads);
    const [counts] = answers.at(-1)!;
    const classes = answers.at(-2)!.map(({ n }) => Number(n));
    return {
      rows: Number(counts!['n']),
      copies: Number(counts!['copies']),
      classes: largest(classes),
    };
  },
});

/** Formats of which lines are rows, or nearly. */
const TEXT: readonly Format[] = ['csv', 'jsonl'];

/** Everything that is compared, limits first. */
export const CONTENDERS: readonly Contender[] = [
  {
    id: 'cat',
    title: 'limit: `cat`, bytes from the page cache',
    work: 'cat "$0" >/dev/null',
    formats: TEXT,
  },
  { id: 'wc', title: 'limit: `wc -l`', work: 'wc -l "$0" >/dev/null', formats: TEXT },
  {
    id: 'tokenise',
    title: 'rows and fields only, our WebAssembly scanner',
    work(file) {
      const source = openFile(file);
      const { rows } = tokenise(kernelScanner(), source);
      source.close();
      return Promise.resolve({ rows: rows - 1 });
    },
  },
  {
    id: 'papaparse',
    title: 'papaparse, rows as arrays of strings, none kept',
    work: (file) =>
      new Promise((resolve, reject) => {
        let rows = -1;
        Papa.parse<string[]>(createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 }), {
          delimiter: ',',
          newline: '\n',
          skipEmptyLines: true,
          chunk: ({ data }) => {
            rows += data.length;
          },
          complete: () => {
            resolve({ rows });
          },
          error: reject,
        });
      }),
  },
  {
    id: 'json-parse',
    title: 'JSON.parse line by line, nothing kept',
    formats: ['jsonl'],
    work(file) {
      let rows = 0;
      eachLine(file, (line) => {
        if (JSON.parse(line) !== null) rows++;
      });
      return Promise.resolve({ rows });
    },
  },
  duckdb(1),
  duckdb(2),
  ballast(1),
  ballast(2),
  ballastAgain(2),
  nearAgain,
];
