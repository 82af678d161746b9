import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { Contender, Figures } from './contenders';

/** What one run of a contender took. */
export interface Run {
  /** On the clock: the work alone for work in Node, the whole process for a command. */
  readonly seconds: number;
  /** Of processor time, user and system, all threads and children. */
  readonly cpu: number;
  /** Largest resident size in MB, children included; 0 where it was too short to be seen. */
  readonly peak: number;
  /** Longest time between two ticks in ms; 0 for contenders without. */
  readonly silence: number;
  /** Seconds per stage, for contenders that have some. */
  readonly stages: Readonly<Record<string, number>>;
  readonly figures: Figures;
}

const SAMPLE_MS = 50;
/** Nothing that is worth waiting for takes longer. */
const LONGEST_MS = 1_200_000;

/** Runs a contender in a process of its own; work in Node calls this program again as `alone ID FILE`. */
export async function runAlone({ id, work }: Contender, file: string): Promise<Run> {
  const said =
    typeof work === 'string'
      ? await timedCommand(work, file)
      : await watched(process.execPath, [
          '--max-old-space-size=8192',
          process.argv[1]!,
          'alone',
          id,
          file,
        ]);
  const run = JSON.parse(said.out) as Run;
  return { ...run, peak: Math.max(run.peak, said.peak) };
}

/** A shell command, its times as bash counts them. */
async function timedCommand(command: string, file: string): Promise<{ out: string; peak: number }> {
  const script = `TIMEFORMAT='[%R,%U,%S]'; { time { ${command}; }; } 2>&1`;
  const { out, peak } = await watched('bash', ['-c', script, file], { LC_ALL: 'C' });
  const [seconds, user, system] = JSON.parse(out) as [number, number, number];
  const run: Run = { seconds, cpu: user + system, peak: 0, silence: 0, stages: {}, figures: {} };
  return { out: JSON.stringify(run), peak };
}

/**
 * The environment of what is measured. Certificates that a machine adds to those of Node are read at every start, which is
 * no part of the work.
 */
function environment(): NodeJS.ProcessEnv {
  const own = { ...process.env };
  delete own['NODE_EXTRA_CA_CERTS'];
  return own;
}

/** Runs a program, looking at the memory of it and its children. @throws Error when it fails */
function watched(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ out: string; peak: number }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...environment(), ...env },
      timeout: LONGEST_MS,
    });
    let [out, peak] = ['', 0];
    const timer = setInterval(() => {
      peak = Math.max(peak, treeMemory(child.pid!));
    }, SAMPLE_MS);
    child.stdout.on('data', (part: Buffer) => (out += part.toString()));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearInterval(timer);
      if (code === 0) resolve({ out, peak });
      else reject(new Error(`${program} ${args.join(' ')} ended with ${String(code ?? signal)}`));
    });
  });
}

/** Resident MB of a process and everything it started; 0 where there is no /proc. */
export function treeMemory(root: number): number {
  const children = new Map<number, number[]>();
  const sizes = new Map<number, number>();
  for (const name of listProcesses()) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const [pid, parent] = [Number(name), Number(fields[1])];
      sizes.set(pid, Number(fields[21]) * 4096);
      children.set(parent, [...(children.get(parent) ?? []), pid]);
    } catch {
      // It ended meanwhile.
    }
  }
  let sum = 0;
  const open = [root];
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    sum += sizes.get(pid) ?? 0;
    open.push(...(children.get(pid) ?? []));
  }
  return sum / 1e6;
}

function listProcesses(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** In the process of its own: does the work and returns what it took. */
export async function measureHere({ work, before }: Contender, file: string): Promise<Run> {
  if (typeof work === 'string') throw new Error('A command is measured from outside.');
  await before?.();
  const stages: Record<string, number> = {};
  const start = performance.now();
  let [lapped, ticked, silence] = [start, start, 0];
  const tick = () => {
    const now = performance.now();
    silence = Math.max(silence, now - ticked);
    ticked = now;
  };
  const lap = (stage: string) => {
    tick();
    stages[stage] = (ticked - lapped) / 1e3;
    lapped = ticked;
  };
  const atStart = process.cpuUsage();
  const figures = await work(file, lap, tick);
  const seconds = (performance.now() - start) / 1e3;
  const { user, system } = process.cpuUsage(atStart);
  const cpu = (user + system) / 1e6;
  const ticks = Object.keys(stages).length > 0;
  const peak = (process.resourceUsage().maxRSS * 1024) / 1e6;
  return { seconds, cpu, peak, silence: ticks ? silence : 0, stages, figures };
}

/** The middle of several runs, figure by figure. */
export function median(runs: readonly Run[]): Run {
  const middle = (of: (run: Run) => number) =>
    runs.map(of).sort((a, b) => a - b)[(runs.length - 1) >> 1]!;
  const stages = Object.keys(runs[0]!.stages).map(
    (stage) => [stage, middle((run) => run.stages[stage]!)] as const,
  );
  return {
    seconds: middle((run) => run.seconds),
    cpu: middle((run) => run.cpu),
    peak: middle((run) => run.peak),
    silence: middle((run) => run.silence),
    stages: Object.fromEntries(stages),
    figures: runs[0]!.figures,
  };
}
