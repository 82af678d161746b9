import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCli, DATA, runBuilt, runHere, temporaryFolder, type Ran } from './cli';

const folder = temporaryFolder();
let cli = '';
const ballast = (...args: string[]): Ran => runBuilt(cli, args, folder.path);
const data = (name: string) => join(DATA, name);

interface Audit {
  source: { rows: number; sha256: string };
  columns: { name: string; role: string; type: string; missing: number; distinct: number }[];
  metrics: {
    'class-imbalance': { classes: { value: string; count: number }[]; imbalanceRatio: number };
    'exact-duplicate-rows': { duplicateRows: number; clusters: number };
    'missing-profile': { emptyCells: number };
    'conflicting-labels': { clusters: number; rows: number };
  };
  alerts: { metric: string; code: string; severity: string; remedy?: string }[];
  problems: { code: string }[];
}

async function audit(...args: string[]): Promise<Audit> {
  const ran = await runHere(['audit', ...args, '--format', 'json']);
  expect(ran.err).toBe('');
  expect(ran.code).toBe(0);
  return JSON.parse(ran.out) as Audit;
}

const countsOf = ({ metrics }: Audit) =>
  Object.fromEntries(metrics['class-imbalance'].classes.map((c) => [c.value, c.count]));

beforeAll(() => {
  cli = buildCli(folder.path);
});
afterAll(() => {
  folder.remove();
});

describe('ballast audit on real files', () => {
  it('titanic: 549 to 342, 107 exact copies', async () => {
    const report = await audit(data('titanic.csv'), '--label', 'survived');
    expect(countsOf(report)).toEqual({ 0: 549, 1: 342 });
    expect(report.metrics['exact-duplicate-rows'].duplicateRows).toBe(107);
    expect(report.metrics['missing-profile'].emptyCells).toBe(869);
  });

  it('titanic: a column that gives the label away is an error until it is ignored', async () => {
    const away = ({ alerts }: Audit) => alerts.find(({ code }) => code === 'gives-label-away');
    const found = away(await audit(data('titanic.csv'), '--label', 'survived'));
    expect(found).toMatchObject({ severity: 'error', ignore: [13] });
    const role = ['--role', 'alive=ignored', 'who=id'];
    const mended = await audit(data('titanic.csv'), '--label', 'survived', ...role);
    expect(away(mended)).toBeUndefined();
    expect(mended.columns.find(({ name }) => name === 'who')?.role).toBe('id');
    const wrong = await runHere(['audit', data('titanic.csv'), '--role', 'alive=alive']);
    expect([wrong.code, wrong.out]).toEqual([2, '']);
    expect(wrong.err).toMatch(/^ballast: --role takes column=role; 'alive=alive' is not/);
  });

  it('mammography without header: 42.01 to 1, 3,334 exact copies', async () => {
    const report = await audit(data('mammography.csv'), '--no-header');
    expect(countsOf(report)).toEqual({ "'-1'": 10923, "'1'": 260 });
    expect(report.metrics['class-imbalance'].imbalanceRatio).toBeCloseTo(10923 / 260, 12);
    expect(report.metrics['exact-duplicate-rows'].duplicateRows).toBe(3334);
    expect(report.columns.map(({ name }) => name)).toContain('column_7');
  });

  it('adult: a blank last line is no class, a space after commas is no data', async () => {
    const report = await audit(data('adult-train.csv'), '--label', '#15');
    expect(countsOf(report)).toEqual({ '<=50K': 24720, '>50K': 7841 });
    expect(report.metrics['exact-duplicate-rows'].duplicateRows).toBe(24);
  });

  it('compas: both columns of one name are there', async () => {
    const report = await audit(data('compas.csv'));
    const twice = report.columns.filter(({ name }) => name === 'decile_score');
    expect(twice).toHaveLength(2);
    const only = await audit(data('compas.csv'), '--label', '#12', '--only', 'class-imbalance');
    const [first] = only.columns
      .map(({ role }, index) => (role === 'label' ? index : -1))
      .filter((index) => index >= 0);
    expect(first).toBe(11);
  });

  it.each([
    ['penguins.csv', 344, [], 'species'],
    ['german.csv', 1000, ['--no-header'], 'column_21'],
    ['glass.csv', 214, ['--no-header'], 'column_10'],
    ['diamonds.csv', 53940, [], undefined],
    ['adult-test.csv', 16281, ['--no-header'], 'column_15'],
  ] as const)('%s has %i rows', async (name, rows, options, label) => {
    const report = await audit(data(name), ...options, ...(label ? ['--label', label] : []));
    expect(report.source.rows).toBe(rows);
    const labels = report.columns.filter(({ role }) => role === 'label').map((c) => c.name);
    if (label) expect(labels).toEqual([label]);
  });
});

describe('ballast audit options', () => {
  it('takes roles, metrics and settings', async () => {
    const args = [data('penguins.csv'), '--label', 'species', '--group', 'sex', 'island'];
    const report = await audit(
      ...args,
      '--only',
      'class-imbalance',
      '--set',
      'class-imbalance.rareFactor=0.9',
    );
    expect(Object.keys(report.metrics)).toEqual(['class-imbalance']);
    expect(report.columns.filter(({ role }) => role === 'group').map((c) => c.name)).toEqual([
      'island',
      'sex',
    ]);
    expect(report.alerts.some(({ code, metric }) => metric === 'class-imbalance' && code)).toBe(
      true,
    );
  });

  it('exits with 1 when an alert is at or above --fail-on, and prints all the same', async () => {
    const file = data('mammography.csv');
    const strict = await runHere(['audit', file, '--no-header', '--fail-on', 'warning']);
    expect(strict.code).toBe(1);
    expect(strict.out).toContain('Very uneven');
    expect((await runHere(['audit', file, '--no-header', '--fail-on', 'error'])).code).toBe(0);
  });

  it('writes the report to --out, again and again, and never over the dataset', async () => {
    const out = join(folder.path, 'report.html');
    const copy = join(folder.path, 'p.csv');
    cpSync(data('penguins.csv'), copy);
    for (const label of ['species', 'island']) {
      const ran = await runHere([
        'audit',
        copy,
        '--label',
        label,
        '--format',
        'html',
        '--out',
        out,
      ]);
      expect(ran).toEqual({ code: 0, out: '', err: '' });
      expect(readFileSync(out, 'utf8')).toContain(`Rows per class of ${label}`);
    }
    const over = ballast('audit', copy, '--out', './p.csv');
    expect(over.code).toBe(2);
    expect(readFileSync(join(folder.path, 'p.csv'))).toEqual(readFileSync(data('penguins.csv')));
    expect(readdirSync(folder.path).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it.each([
    [['audit'], 'needs FILE'],
    [['audit', '@no-such.csv'], 'no such file'],
    [
      ['balance', '@', '--method', 'class-weights', '--label', 'b', '--out', '@o.csv'],
      'beside each',
    ],
    [['audit', '/dev/null'], 'it is a pipe or a device'],
    [['audit', '@x.csv', '--labell', 'a'], '--labell'],
    [['audit', '@x.csv', '@y.csv'], 'y.csv'],
    [['audit', '@x.csv', '--format', 'pdf'], 'text, json, md, html'],
    [['audit', '@x.csv', '--against', '@y.csv'], 'not available yet'],
    [['audit', '@x.csv', '--label', 'nope'], 'nope'],
    [['audit', '@x.csv', '--only', 'nope'], 'nope'],
    [['audit', '@x.csv', '--only', ','], '--only needs a value'],
    [['audit', '@x.csv', '--label='], '--label needs a value'],
    [['audit', '@x.csv', '--out', ''], '--out needs a value'],
    [['audit', '@x.csv', '--out', '@no/x.md'], 'there is no such folder'],
    [['audit', '@x.csv', '--set', 'class-imbalance.nope=1'], 'nope'],
    [['audit', '@x.csv', '--set', 'class-imbalance.rareFactor=7'], 'rareFactor'],
    [['audit', '@x.csv', '--delimiter', 'ab'], '--delimiter'],
    [['audit', '@x.csv', '--memory', '1GB'], '--memory takes a number of MB'],
    [['audit', '@x.parquet'], 'Parquet'],
    [['audt'], 'audt'],
  ])('%j exits with 2 and one line', async (args, words) => {
    writeFileSync(join(folder.path, 'x.csv'), 'a,b\n1,2\n3,4\n');
    writeFileSync(join(folder.path, 'x.parquet'), 'PAR1....PAR1');
    const ran = await runHere(args.map((arg) => arg.replace(/^@/, `${folder.path}/`)));
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toMatch(/^ballast: [^\n]+\n$/);
    expect(ran.err).toContain(words);
  });

  it('a refusal reaches the exit code and stderr of the process', () => {
    const ran = ballast('audit', 'no-such.csv');
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toMatch(/^ballast: [^\n]*no such file[^\n]*\n$/);
  });
});

describe('ballast without a dataset', () => {
  it('prints help for everything and lists every method and metric', async () => {
    expect((await runHere(['--help'])).out).toContain('ballast audit FILE');
    expect((await runHere(['balance', '--help'])).out).toContain('--dry-run');
    const methods = JSON.parse((await runHere(['methods', '--json'])).out) as {
      id: string;
      params: object[];
    }[];
    expect(methods.map(({ id }) => id)).toContain('random-oversample');
    const metrics = JSON.parse((await runHere(['metrics', '--json'])).out) as { id: string }[];
    expect(metrics.map(({ id }) => id)).toContain('class-imbalance');
    const text = (await runHere(['methods', 'random-oversample'])).out;
    for (const { id, params } of methods)
      if (id === 'random-oversample')
        expect(text.split('\n').length).toBeGreaterThan(params.length);
    expect(ballast('--version').out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
