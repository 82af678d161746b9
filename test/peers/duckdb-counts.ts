import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { literal, withDuckDb, type Row } from '../bench/duckdb';
import {
  COUNTED_FILES,
  pathOf,
  type ColumnCounts,
  type CountedFile,
  type FileCounts,
} from './counted-files';

// Counts of the files in counted-files.ts, made by DuckDB: `node test/peers/run.mjs duckdb-counts`.
const here = process.argv[2]!;
void main();

async function main(): Promise<void> {
  const counts: Record<string, FileCounts> = {};
  const version = await withDuckDb({}, async (connection) => {
    const ask = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
    for (const file of COUNTED_FILES) counts[file.name] = await countsOf(file, ask);
    return String((await ask('SELECT version() AS v'))[0]!['v']);
  });
  const out = path.join(here, 'duckdb-counts.json');
  writeFileSync(out, `${JSON.stringify({ 'made by': `DuckDB ${version}`, files: counts })}\n`);
}

type Ask = (sql: string) => Promise<readonly Row[]>;

async function countsOf(file: CountedFile, ask: Ask): Promise<FileCounts> {
  const source = literal(pathOf(file, path.join(here, '../fixtures/data')));
  await ask(
    `CREATE OR REPLACE TEMP TABLE data AS FROM read_csv(${source}, all_varchar = true, header = ${file.header}, ` +
      `delim = ',', quote = '"', escape = '"', null_padding = false, strict_mode = true)`,
  );
  const names = (await ask('DESCRIBE data')).map((row) => String(row['column_name']));
  const cells = names.map((name, at) => {
    const cell = `"${name.replaceAll('"', '""')}"`;
    return at > 0 && file.padded ? `regexp_replace(${cell}, '^ ', '')` : cell;
  });
  const texts = cells.map((cell, at) => `nullif(${cell}, '') AS c${at}`);
  await ask(`CREATE OR REPLACE TEMP TABLE texts AS SELECT ${texts.join(', ')} FROM data`);
  const rows = await numberOf(ask, 'SELECT count(*) AS n FROM texts');
  const columns: ColumnCounts[] = [];
  for (const [at, name] of names.entries()) columns.push(await columnCounts(ask, at, name));
  const byValue = columns.map(({ numbers, missing }, at) =>
    numbers + missing === rows ? `CAST(c${at} AS DOUBLE) AS c${at}` : `c${at}`,
  );
  const distinct = (of: string) =>
    numberOf(ask, `SELECT count(*) AS n FROM (SELECT DISTINCT ${of} FROM texts)`);
  const classes = await ask(
    `SELECT c${file.label} AS value, count(*) AS n FROM texts WHERE value IS NOT NULL GROUP BY value ORDER BY n DESC, value`,
  );
  return {
    rows,
    copies: rows - (await distinct('*')),
    copiesByValue: rows - (await distinct(byValue.join(', '))),
    columns,
    classes: classes.map(({ value, n }) => [String(value), Number(n)] as const),
  };
}

async function columnCounts(ask: Ask, at: number, name: string): Promise<ColumnCounts> {
  const [row] = await ask(
    `WITH cells AS (SELECT c${at} AS cell, TRY_CAST(c${at} AS DOUBLE) AS x FROM texts),
      numbers AS (SELECT x FROM cells WHERE isfinite(x))
    SELECT count(*) - count(cell) AS missing, count(DISTINCT cell) AS d, (SELECT count(*) FROM numbers) AS numbers,
      (SELECT min(x) FROM numbers) AS low, (SELECT max(x) FROM numbers) AS high, (SELECT favg(x) FROM numbers) AS mean
    FROM cells`,
  );
  const top = await ask(
    `SELECT count(*) AS n FROM texts WHERE c${at} IS NOT NULL GROUP BY c${at} ORDER BY n DESC LIMIT 5`,
  );
  const figure = (key: string) => (row![key] === null ? null : Number(row![key]));
  return {
    name,
    missing: figure('missing')!,
    distinct: figure('d')!,
    numbers: figure('numbers')!,
    min: figure('low'),
    max: figure('high'),
    mean: figure('mean'),
    top: top.map(({ n }) => Number(n)),
  };
}

const numberOf = async (ask: Ask, sql: string) => Number((await ask(sql))[0]!['n']);
