import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The real data sets of the fixtures. */
export const DATA = join(import.meta.dirname, '../../fixtures/data');

/** A folder of one test. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'ballast-test-'));

  /** Writes a file and returns its path. */
  file(name: string, content: string | Uint8Array): string {
    const path = join(this.path, name);
    writeFileSync(path, content);
    return path;
  }

  /** All names, hidden ones included, sorted. */
  get names(): string[] {
    return readdirSync(this.path).sort();
  }

  delete(name: string): void {
    rmSync(join(this.path, name));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
