import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A group of processes that may use only so much memory together (Linux); beyond it the kernel ends one of them. */
export interface MemoryGroup {
  /** Starts a command within the group: a program and its arguments. */
  within(command: readonly string[]): readonly string[];
  /** Bytes of memory that is no page of a file, now. */
  resident(): number;
  /** Lets go of it, once its processes have ended. */
  remove(): void;
}

/** What the two versions of control groups call the same things. */
const VERSIONS = [
  { type: 'cgroup2', controller: '', limit: 'memory.max', resident: 'anon' },
  { type: 'cgroup', controller: 'memory', limit: 'memory.limit_in_bytes', resident: 'rss' },
] as const;

/** A group of `limit` bytes; undefined where none can be made. */
export function memoryGroup(limit: number): MemoryGroup | undefined {
  for (const version of VERSIONS) {
    for (const mount of mounts(version)) {
      const group = path.join(mount, `ballast-bench-${process.pid}`);
      try {
        mkdirSync(group);
      } catch {
        continue;
      }
      try {
        writeFileSync(path.join(group, version.limit), String(limit), { flag: 'r+' });
        return groupIn(group, version.resident);
      } catch {
        rmdirSync(group);
      }
    }
  }
  return undefined;
}

/** Folders at which control groups of a version that limit memory are mounted. */
function mounts({ type, controller }: (typeof VERSIONS)[number]): string[] {
  if (!existsSync('/proc/mounts')) return [];
  return readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, , kind, options]) => kind === type && `,${options!},`.includes(controller))
    .map(([, folder]) => folder!);
}

function groupIn(group: string, resident: string): MemoryGroup {
  const processes = path.join(group, 'cgroup.procs');
  return {
    within: (command) => ['sh', '-c', 'echo $$ > "$0" && exec "$@"', processes, ...command],
    resident() {
      const stat = readFileSync(path.join(group, 'memory.stat'), 'utf8');
      return Number(new RegExp(`^${resident} (\\d+)`, 'm').exec(stat)?.[1] ?? 0);
    },
    remove() {
      rmdirSync(group);
    },
  };
}
