import type { ColumnHint } from '../../engine/sketches/state';
import { mergeParts } from '../delimited/parts/merge-parts';
import { sketchHeld } from '../delimited/columns/sketch-held';
import type { HeldLimits, PartColumn } from '../delimited/columns/part-column';
import { ROOT } from './json-batch';
import { noValues } from './no-values';
import { parentNames } from './path-columns';
import { crowdedPath, type PathTree } from './path-limits';
import type { JsonPart } from './read-json-part';

/** The columns of all rows; those without a value, which are no object elsewhere, have no cells. */
export interface MergedColumns {
  readonly names: readonly string[];
  readonly columns: readonly (PartColumn | undefined)[];
  readonly keys: Uint32Array | undefined;
}

/** The columns of all parts by name, in order of first appearance. `hint` says what to expect of a column. */
export function mergeColumns(
  parts: readonly JsonPart[],
  limits: HeldLimits,
  hint: (name: string) => ColumnHint,
): MergedColumns {
  const all = new Set(parts.flatMap(({ columns }) => columns.map(({ name }) => name)));
  const filled = new Set(
    parts.flatMap(({ columns }) =>
      columns.flatMap(({ name, cells }) => (cells === undefined ? [] : [name])),
    ),
  );
  const named = [...filled];
  named.sort(byPlace([...all]));
  const aligned = parts.map(({ ledger, keys, columns }) => {
    const cellsOf = new Map(columns.map(({ name, cells }) => [name, cells]));
    return {
      rows: ledger.rows,
      keys,
      columns: named.map((name) => cellsOf.get(name) ?? noValues(ledger.rows)),
    };
  });
  const hints = () => named.map(hint);
  const merged = mergeParts(aligned, { hints, limits, sketchHeld });
  const cells = new Map(named.map((name, index) => [name, merged.columns[index]]));
  const parents = parentNames([...all]);
  const names = [...all].filter((name) => filled.has(name) || !parents.has(name));
  return { names, columns: names.map((name) => cells.get(name)), keys: merged.keys };
}

function byPlace(order: readonly string[]): (a: string, b: string) => number {
  const places = new Map(order.map((name, place) => [name, place]));
  return (a, b) => places.get(a)! - places.get(b)!;
}

/** Whether the parts together have too many different keys, though none of them alone has. */
export function isCrowded(parts: readonly JsonPart[]): boolean {
  const numbers = new Map<string, number>();
  const parents = [ROOT];
  for (const part of parts) {
    const own = [ROOT];
    part.keyBytes.forEach((key, i) => {
      const parent = own[part.parents[i]!]!;
      const spelled = `${parent} ${String.fromCharCode(...key)}`;
      let path = numbers.get(spelled);
      if (path === undefined) {
        path = parents.push(parent) - 1;
        numbers.set(spelled, path);
      }
      own.push(path);
    });
  }
  const tree: PathTree = { count: parents.length, parent: (path) => parents[path]! };
  return crowdedPath(tree) !== undefined;
}
