import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { codecFor } from '../../src/codecs';
import type { ReadResult } from '../../src/codecs/codec';
import { auditTable } from '../../src/engine/audit-table';
import { openFile } from '../../src/files/file-source';

/** What one contender took, in a process of its own. */
export interface Measure {
  /** Processor seconds, user and system, all threads; per stage. */
  readonly seconds: Readonly<Record<string, number>>;
  /** Largest resident size of the process in MB. */
  readonly peak: number;
  /** Longest time between two calls of tick in ms; 0 for contenders without one. */
  readonly silence: number;
}

/** Processor seconds of this process. */
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

class Watch {
  readonly seconds: Record<string, number> = {};
  silence = 0;
  #last = cpu();

  /** Runs a stage and notes its time. */
  stage<T>(name: string, work: () => T): T {
    const from = (this.#last = cpu());
    const result = work();
    this.tick();
    this.seconds[name] = cpu() - from;
    return result;
  }

  /** Notes how long no tick came: in processor time, so that other programs do not count. */
  readonly tick = (): void => {
    const now = cpu();
    this.silence = Math.max(this.silence, (now - this.#last) * 1000);
    this.#last = now;
  };
}

const read = (file: string, watch: Watch) => {
  const source = openFile(file);
  try {
    return codecFor(file, new Uint8Array(0)).read(source, {}, watch.tick) as ReadResult;
  } finally {
    source.close();
  }
};

/** What is compared; each runs alone in its process on the same file. */
export const CONTENDERS: Readonly<Record<string, (file: string, watch: Watch) => void>> = {
  bytes(file, watch) {
    watch.stage('bytes', () => {
      const source = openFile(file);
      const into = new Uint8Array(1 << 20);
      for (let at = 0, n = 0; (n = source.read(at, into)) > 0; at += n) watch.tick();
      source.close();
    });
  },
  papaparse(file, watch) {
    const { data } = watch.stage('papaparse', () =>
      Papa.parse<string[]>(readFileSync(file, 'utf8')),
    );
    if (data.length < 2) throw new Error('papaparse read no rows');
  },
  read(file, watch) {
    watch.stage('read', () => read(file, watch));
  },
  audit(file, watch) {
    const { table, facts } = watch.stage('read', () => read(file, watch));
    const shell = { path: file, sha256: '', tick: watch.tick };
    watch.stage('audit', () => auditTable(table, facts, { roles: { label: 'outcome' } }, shell));
  },
};

/** Runs one contender in this process and says what it took. */
export function measure(name: string, file: string): Measure {
  const watch = new Watch();
  CONTENDERS[name]!(file, watch);
  const peak = process.resourceUsage().maxRSS / 1024;
  return { seconds: watch.seconds, peak, silence: watch.silence };
}
