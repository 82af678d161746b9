import { comparedAcross } from '../../../roles/compared-across';
import { near } from '../../../detectors/near';
import { hasBit, type BitSet } from '../../../kernels/bit-sets';
import type { RowClusters } from '../../../kernels/row-clusters';
import type { MethodContext } from '../../../method';
import { leakedRows, type Level } from '../../../metrics/duplicates/parts/leaked-rows';
import type { SplitParts } from '../../../metrics/duplicates/parts/split-parts';
import { NO_DOCUMENT } from '../../../near-text/documents';
import { nearTexts } from '../../../near-text/near-texts';
import { sketchSettings, THRESHOLD } from '../../../near-text/settings';
import type { Values } from '../../../params/params';
import { NO_ROW } from '../../../plan/plan';
import type { Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { read, resolveValues } from '../../../params/values';

/** Takes a row that another row on the other side gives away, and how alike they are (NaN: equal). */
export type TakeLeak = (row: number, other: number, similarity: number) => void;

/** What leaks are looked for by. */
export interface LeakSearch {
  readonly table: Table;
  readonly parts: SplitParts;
  readonly context: MethodContext;
}

/** Rows that equal a row on the other side in all columns but ids, split and label, up to a spelling. @throws Cancelled */
export function equalLeaks(
  { table, parts, context }: LeakSearch,
  level: Level,
  take: TakeLeak,
): void {
  const compared = comparedAcross(table, context.roles);
  if (compared.length === 0) return;
  const found = leakedRows(table, compared, parts, context).find((each) => each.level === level)!;
  acrossSides(found.clusters, parts, take);
}

/** Rows of sets that have members on both sides, each with the first member on the other. */
function acrossSides(
  clusters: RowClusters,
  { train, evaluation }: SplitParts,
  take: TakeLeak,
): void {
  for (let set = 0; set < clusters.count; set++) {
    const rows = clusters.rows(set);
    const first = (side: BitSet) => rows.find((row) => hasBit(side, row));
    const [inTrain, elsewhere] = [first(train), first(evaluation)];
    if (inTrain === undefined || elsewhere === undefined) continue;
    for (const row of rows) {
      if (hasBit(train, row)) take(row, elsewhere, NaN);
      else if (hasBit(evaluation, row)) take(row, inTrain, NaN);
    }
  }
}

/** Rows whose text is nearly that of a row on the other side, each with the nearest. @throws EngineError, Cancelled */
export function nearLeaksOf(
  { table, parts, context }: LeakSearch,
  text: number,
  values: Values,
  take: TakeLeak,
): void {
  const { train, evaluation } = parts;
  const threshold = read.number(values, THRESHOLD.id)!;
  const settings = sketchSettings({ ...resolveValues(near.params), [THRESHOLD.id]: threshold });
  const { documents, pairs, jaccard } = nearTexts(table, text, settings, context.tick);
  const firstOf = { train: firstRows(train), evaluation: firstRows(evaluation) };
  /** By document and side: the nearest row on the other side. */
  const nearest = { train: new Nearest(), evaluation: new Nearest() };
  const least = Math.fround(threshold);
  const note = (one: number, other: number, alike: number) => {
    nearest.train.note(one, firstOf.evaluation(other), alike);
    nearest.evaluation.note(one, firstOf.train(other), alike);
  };
  const ticked = everyRow(context.tick);
  for (let i = 0; i < jaccard.length; i++) {
    ticked(i, jaccard.length);
    if (jaccard[i]! < least) continue;
    note(pairs.first[i]!, pairs.second[i]!, jaccard[i]!);
    note(pairs.second[i]!, pairs.first[i]!, jaccard[i]!);
  }
  for (let row = 0; row < table.rowCount; row++) {
    ticked(row, table.rowCount);
    const document = documents.of(row);
    const side = hasBit(train, row) ? 'train' : hasBit(evaluation, row) ? 'evaluation' : undefined;
    if (document === NO_DOCUMENT || !side) continue;
    const same = firstOf[side === 'train' ? 'evaluation' : 'train'](document);
    if (same !== NO_ROW) take(row, same, 1);
    else nearest[side].of(document, (other, alike) => take(row, other, alike));
  }

  function firstRows(side: BitSet): (document: number) => number {
    const first = new Map<number, number>();
    for (let row = 0; row < table.rowCount; row++) {
      const document = documents.of(row);
      if (document !== NO_DOCUMENT && hasBit(side, row) && !first.has(document)) {
        first.set(document, row);
      }
    }
    return (document) => first.get(document) ?? NO_ROW;
  }
}

/** The row that is most like each of some documents. */
class Nearest {
  readonly #rows = new Map<number, readonly [row: number, alike: number]>();

  note(document: number, row: number, alike: number): void {
    if (row === NO_ROW) return;
    const known = this.#rows.get(document);
    if (!known || alike > known[1]) this.#rows.set(document, [row, alike]);
  }

  of(document: number, take: (row: number, alike: number) => void): void {
    const known = this.#rows.get(document);
    if (known) take(...known);
  }
}

/** Rows whose value in a column occurs on the other side too: families, entities. @throws Cancelled */
export function sharedLeaks(
  { table, parts, context }: LeakSearch,
  column: number,
  take: TakeLeak,
): void {
  const { codes, dictionary } = table.columns[column]!;
  const { train, evaluation } = parts;
  const first = [train, evaluation].map(() => new Uint32Array(dictionary.size).fill(NO_ROW));
  const sideOf = (row: number) => (hasBit(train, row) ? 0 : hasBit(evaluation, row) ? 1 : -1);
  const ticked = everyRow(context.tick);
  for (let row = 0; row < codes.length; row++) {
    ticked(row, 2 * codes.length);
    const side = sideOf(row);
    if (side >= 0 && first[side]![codes[row]!] === NO_ROW) first[side]![codes[row]!] = row;
  }
  for (const code of context.profiles[column]!.missingCodes) {
    for (const of of first) of[code] = NO_ROW;
  }
  for (let row = 0; row < codes.length; row++) {
    ticked(codes.length + row, 2 * codes.length);
    const side = sideOf(row);
    const other = side < 0 ? NO_ROW : first[1 - side]![codes[row]!]!;
    if (other !== NO_ROW && first[side]![codes[row]!] !== NO_ROW) take(row, other, NaN);
  }
}
