import { spawnSync } from 'node:child_process';
import { Dataset } from '../../src/files/dataset';
import { EngineError } from '../../src/engine/problems';
import { SEVERITIES } from '../../src/engine/problems';
import { cached } from './data-files';
import { measureHere, runAlone, type Run } from './fresh-process';
import type { Contender } from './contenders';
import { MALFORMED, type Malformed } from './malformed-files';
import { MALFORMED_PACKED } from './malformed-packed';
import { alignedTable } from './markdown';
import { benchOptions, sizeOf } from './options';

// `npm run bench -- malformed [SIZE] [--only ID,...]`, where the beginnings of ids do: opens and audits broken files of
// SIZE and of a quarter of it, each in a fresh process. Time per byte must stay the same, memory bounded, and the answer
// one clear sentence.
const READ: Contender = {
  id: 'read',
  title: 'open and audit',
  async work(file, lap, tick) {
    const dataset = new Dataset({
      cancelled: () => {
        tick();
        return false;
      },
      now: () => performance.now(),
    });
    try {
      await dataset.open({ kind: 'file', path: file }, {});
      lap('open');
      const { problems, source } = dataset.audit({ roles: {} });
      lap('audit');
      const [worst] = [...problems].sort(
        (a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity),
      );
      return { rows: source.rows, said: worst?.message ?? '' };
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      return { said: `refused: ${error.message}` };
    } finally {
      dataset.close();
    }
  },
};

const KINDS = [...MALFORMED, ...MALFORMED_PACKED];

const [first, ...rest] = process.argv.slice(2);
if (first === 'alone') {
  void measureHere(READ, rest[1]!).then((run) => process.stdout.write(JSON.stringify(run)));
} else if (first === 'make') {
  KINDS.find(({ id }) => id === rest[0])!.make(rest[1]!, Number(rest[2]));
} else void all();

async function all(): Promise<void> {
  const { shape, only } = benchOptions(process.argv.slice(2), sizeOf('64MB'));
  const size = shape.rows;
  const kinds = KINDS.filter(
    ({ id }) => only.length === 0 || only.some((start) => id.startsWith(start)),
  );
  const lines: string[][] = [];
  const said: string[] = [];
  for (const kind of kinds) {
    const small = kind.fixed ? undefined : await tried(kind, size / 4);
    const large = await tried(kind, size);
    lines.push([
      kind.title,
      large === undefined ? 'died' : large.seconds.toFixed(2),
      large === undefined ? '' : ((large.cpu * 1e9) / size).toFixed(1),
      large && small ? (large.cpu / small.cpu).toFixed(1) : '',
      large === undefined ? '' : large.peak.toFixed(0),
      large === undefined ? '' : large.silence.toFixed(0),
      large?.figures.rows?.toLocaleString('en') ?? '',
    ]);
    said.push(`- ${kind.title}: ${large?.figures.said ?? ''}`);
  }
  const head = ['file', 'seconds', 'ns/byte', 'x time for 4 x', 'peak MB', 'silence ms', 'rows'];
  process.stdout.write(
    [
      `Files of ${(size / 1e6).toFixed(0)} MB`,
      '',
      ...alignedTable(head, lines),
      '',
      ...said,
      '',
    ].join('\n'),
  );
}

/** One run; undefined when the process died of it. */
async function tried({ id, extension }: Malformed, bytes: number): Promise<Run | undefined> {
  const file = cached(`malformed-${id}-${Math.floor(bytes)}-2.${extension}`);
  if (!file.exists()) {
    // A process that made a gigabyte would lend its size to those it starts.
    spawnSync(process.execPath, [process.argv[1]!, 'make', id, file.unfinished, String(bytes)]);
    file.keep();
  }
  try {
    return await runAlone(READ, file.kept().path);
  } catch (error) {
    process.stderr.write(`${id}: ${String(error)}\n`);
    return undefined;
  }
}
