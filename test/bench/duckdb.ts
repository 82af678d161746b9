import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** What is used of `@duckdb/node-api`, which is installed in this folder alone. */
interface DuckDb {
  readonly DuckDBInstance: {
    create(path: string, options: Readonly<Record<string, string>>): Promise<Instance>;
  };
}
interface Instance {
  connect(): Promise<Connection>;
  closeSync(): void;
}

/** A connection; answers come as rows of plain values, 64-bit integers as texts. */
export interface Connection {
  runAndReadAll(sql: string): Promise<{ getRowObjectsJson(): Row[] }>;
  closeSync(): void;
}
export type Row = Readonly<Record<string, unknown>>;

/** The folder of the benchmarks in the repository, which the runner names: bundles lie elsewhere. */
export const BENCH = process.env['BALLAST_BENCH'] ?? 'test/bench';

/** Lets `use` ask a database in memory; spills beside the benchmark's files. */
export async function withDuckDb<T>(
  options: Readonly<Record<string, string>>,
  use: (connection: Connection) => Promise<T>,
): Promise<T> {
  const require = createRequire(path.resolve(BENCH, 'package.json'));
  const { DuckDBInstance } = require('@duckdb/node-api') as DuckDb;
  const instance = await DuckDBInstance.create(':memory:', options);
  const connection = await instance.connect();
  try {
    return await use(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** A text as a literal of SQL. */
export const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** The statements of a file of SQL, one after the other. */
export function statementsOf(file: string): string[] {
  const text = readFileSync(path.join(BENCH, file), 'utf8').replace(/^--.*$/gm, '');
  return text
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

/** Runs `audit.sql` on a file and returns each statement's answer. */
export async function duckdbAudit(file: string, threads: number): Promise<Row[][]> {
  return withDuckDb({ threads: String(threads) }, async (connection) => {
    await connection.runAndReadAll(`CREATE TEMP VIEW file AS FROM ${literal(file)}`);
    const answers: Row[][] = [];
    for (const statement of statementsOf('audit.sql')) {
      answers.push((await connection.runAndReadAll(statement)).getRowObjectsJson());
    }
    return answers;
  });
}
