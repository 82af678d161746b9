import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Papa from 'papaparse';
import { codecFor } from '../../src/codecs';
import { openFile } from '../../src/files/file-source';
import { auditTable } from '../../src/engine/audit-table';
import { generateCsv } from './generate';

/** Seconds that `work` took, with what it returned. */
function timed<T>(work: () => T): [number, T] {
  const start = process.hrtime.bigint();
  const result = work();
  return [Number(process.hrtime.bigint() - start) / 1e9, result];
}

const rows = Number(process.argv[2] ?? 300_000);
const folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-bench-'));
try {
  const file = path.join(folder, 'mixed.csv');
  const megabytes = generateCsv(file, rows) / 1e6;
  const none = () => undefined;
  readFileSync(file);

  const [limit] = timed(() => {
    const source = openFile(file);
    const into = new Uint8Array(1 << 20);
    for (let at = 0, n = 0; (n = source.read(at, into)) > 0; at += n);
    source.close();
  });
  const [wc] = timed(() => execFileSync('wc', ['-l', file]));
  const [papa] = timed(() => Papa.parse<string[]>(readFileSync(file, 'utf8')).data.length);
  const [read, result] = timed(() => {
    const source = openFile(file);
    const codec = codecFor(file, new Uint8Array(0));
    const table = codec.read(source, {}, none);
    source.close();
    return table;
  });
  const [audit] = timed(() =>
    auditTable(
      result.table,
      result.facts,
      { roles: { label: 'outcome' } },
      { path: file, sha256: '', tick: none },
    ),
  );
  const rate = (seconds: number) => `${(megabytes / seconds).toFixed(0)} MB/s`.padStart(12);
  const line = (what: string, seconds: number) =>
    process.stdout.write(
      `${what.padEnd(44)}${seconds.toFixed(2).padStart(8)} s${rate(seconds)}${(papa / seconds).toFixed(2).padStart(10)} x papaparse\n`,
    );
  process.stdout.write(
    `${rows.toLocaleString('en')} rows, ${megabytes.toFixed(1)} MB, one thread, peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB (papaparse included)\n`,
  );
  line('limit: read the bytes', limit);
  line('limit: wc -l', wc);
  line('peer: papaparse, cells as strings', papa);
  line('read into a dictionary-coded table', read);
  line('audit of that table, all metrics', audit);
  line('read and audit', read + audit);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
