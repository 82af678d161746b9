import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EXPORTERS } from '../../src/engine/exports';
import type { Exporter } from '../../src/engine/exports/exporter';
import { Cancelled, EngineError } from '../../src/engine/problems';
import type { ParamValue } from '../../src/engine/params/params';
import type { Recipe, Step } from '../../src/engine/recipe/recipe';
import { Dataset } from '../../src/files/dataset';
import { temporaryFolder } from '../unit/cli/cli';

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});

/** Labels, groups and ids that would break out of a string, a comment, a cell or an object. */
const HOSTILE = ['"""', "'", '\\', '`x`', '__proto__', '# x', '{group}', '<b>|'];
const ROWS = Array.from({ length: 96 }, (_, i) => [
  `r${i}`,
  String((i * 37) % 101),
  i % 3 ? 'p' : 'q',
  HOSTILE[i % 2 ? i % 8 : 0]!,
]);
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const CSV = [['id', 'x', 'site', 'y'], ...ROWS].map((row) => row.map(quoted).join(',')).join('\n');

let turn = 0;
/** A dataset in a folder of its own. */
async function opened(csv = CSV, tick?: { cancelled(): boolean }) {
  const path = join(folder.path, `run-${++turn}`, 'train.csv');
  mkdirSync(join(path, '..'));
  writeFileSync(path, csv);
  const dataset = new Dataset(tick);
  await dataset.open({ kind: 'file', path }, {});
  return { dataset, path, names: () => readdirSync(join(path, '..')).sort() };
}

const WEIGHTS: Step = { method: 'class-weights' };
const recipe = (...steps: Step[]): Recipe => ({
  seed: 3,
  steps,
  roles: { label: 'y', groups: ['site'], others: { id: 'id' } },
  overrides: ['G-ESS', 'G-SPLIT', 'G-TAIL'],
});
type Given = Readonly<Record<string, ParamValue>>;
const write = (dataset: Dataset, exporter: string, of: Recipe, values: Given = {}) =>
  dataset.export(of, { exporter, values }, { token: 't' });

describe('the list of exporters', () => {
  it('holds every file that declares one, by its id', async () => {
    const own = new URL('../../src/engine/exports/', import.meta.url);
    const files = readdirSync(own).filter((name) => name.endsWith('.ts'));
    for (const { id } of EXPORTERS) expect(files).toContain(`${id}.ts`);
    for (const name of files) {
      const exported = Object.values((await import(new URL(name, own).href)) as object);
      const exporter = exported.find(
        (value): value is Exporter =>
          typeof value === 'object' && value !== null && 'make' in value && 'needs' in value,
      );
      if (exporter) expect(EXPORTERS, name).toContain(exporter);
    }
  });
});

describe.each(EXPORTERS.map((exporter) => [exporter.id, exporter] as const))(
  '%s',
  (id, exporter) => {
    it('says what it is and what each parameter means', () => {
      expect(exporter.title).toMatch(/^[A-Z]/);
      expect(exporter.summary).toMatch(/^[A-Z].*\.$/);
      for (const param of exporter.params) {
        expect(param.title).toMatch(/^[A-Z]/);
        expect(param.summary).toMatch(/^[A-Z].*\.$/);
      }
    });

    it('writes beside the source, the same twice, and names what it came from', async () => {
      const { dataset, path, names } = await opened();
      const [first, again] = [1, 2].map(() => write(dataset, id, recipe(WEIGHTS)));
      expect(first!.files.map((file) => basename(file))).toEqual(
        again!.files.map((file) => basename(file).replace(`${id}-2.`, `${id}.`)),
      );
      first!.files.forEach((file, i) => {
        expect(basename(file)).toMatch(new RegExp(`^train\\.${id}\\.(json|py|md|csv|jsonl)$`));
        const text = readFileSync(file, 'utf8');
        expect(text.length).toBeGreaterThan(20);
        expect(readFileSync(again!.files[i]!, 'utf8')).toBe(text);
        if (file.endsWith('.json')) expect(() => JSON.parse(text) as unknown).not.toThrow();
      });
      const texts = first!.files.map((file) => readFileSync(file, 'utf8')).join('');
      expect(texts).toContain('train.csv');
      expect(texts).not.toContain(path);
      expect(names().filter((name) => name.startsWith('.'))).toEqual([]);
      expect(readFileSync(path, 'utf8')).toBe(CSV);
    });

    it('keeps hostile names inside strings: no line of code begins with them', async () => {
      const { dataset } = await opened();
      const { files } = write(dataset, id, recipe(WEIGHTS));
      for (const file of files.filter((name) => name.endsWith('.py'))) {
        const text = readFileSync(file, 'utf8');
        // Docstrings are the only triple quotes, and come in pairs.
        expect(text.replace(/"\\"\\"\\""/g, '').match(/"""/g)?.length ?? 0).toSatisfy(
          (n: number) => n % 2 === 0,
        );
        expect([...text].every((c) => c >= ' ' || c === '\n')).toBe(true);
      }
    });

    it('writes nothing when it refuses, is blocked, or is cancelled', async () => {
      const { dataset, names } = await opened(CSV.replaceAll(/,"[^,]*"$/gm, ',"one"'));
      const outcome = (work: () => unknown) => {
        try {
          work();
          return 'done';
        } catch (error) {
          return error instanceof EngineError ? error.code : (error as Error).name;
        }
      };
      expect(outcome(() => write(dataset, id, recipe(WEIGHTS)))).not.toBe('done');
      expect(outcome(() => write(dataset, id, recipe(WEIGHTS), { none: 1 }))).not.toBe('done');
      expect(names()).toEqual(['train.csv']);
      let cancelled = false;
      const second = await opened(CSV, { cancelled: () => cancelled });
      second.dataset.plan(recipe(WEIGHTS));
      cancelled = true;
      expect(() => write(second.dataset, id, recipe(WEIGHTS))).toThrow(Cancelled);
      expect(second.names()).toEqual(['train.csv']);
      expect(existsSync(join(folder.path, 'train.csv'))).toBe(false);
    });
  },
);
