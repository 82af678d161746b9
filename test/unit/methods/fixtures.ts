import { tableOf } from '../../../src/engine/table/table';
import fixtures from '../../fixtures/methods/fixtures-act.json';
import { given } from './run';

type Capability = keyof typeof fixtures.capabilities;

/** A worked example by capability and name. */
export function example<E>(
  capability: Capability,
  name: string,
): { input: unknown; params: Record<string, unknown>; expect: E; tol: number } {
  const found = fixtures.capabilities[capability].find((entry) => entry.name === name);
  if (!found) throw new Error(`no example '${name}' of ${capability}`);
  return found as unknown as ReturnType<typeof example<E>>;
}

/** The 16 rows in two numeric columns and two classes of the worked examples. */
export const FIXTURE_A = given(
  tableOf(
    fixtures.tables.fixtureA.columns,
    fixtures.tables.fixtureA.rows.map((row) => row.map(String)),
  ),
  { label: 'label' },
);

/** One column `label` with so many rows per class. */
export function counted(counts: Readonly<Record<string, number>>) {
  const rows = Object.entries(counts).flatMap(([value, count]) =>
    Array.from({ length: count }, () => [value]),
  );
  return given(tableOf(['label'], rows), { label: 'label' });
}
