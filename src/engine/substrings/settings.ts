import { countedDocuments } from '../boilerplate/counted-documents';
import type { CountedDocuments } from '../boilerplate/repeated-units';
import type { BitSet } from '../kernels/bit-sets';
import { differentTexts } from '../near-text/different-texts';
import { documentsOf } from '../near-text/documents';
import { refuseWithoutRoom } from '../near-text/room';
import type { NumberParam, Values } from '../params/params';
import type { Table, TableTick } from '../table/table';
import { read } from '../params/values';
import { Passages } from './passages';
import { repeatedWindows } from './repeated-windows';

/** Shorter passages are let be. */
export const MIN_LENGTH: NumberParam = {
  kind: 'number',
  id: 'minLength',
  title: 'Shortest passage',
  summary: 'Bytes that a passage has at least, in UTF-8.',
  default: 100,
  min: 20,
  max: 5000,
  integer: true,
};

/** Passages in fewer rows are let be. */
export const MIN_ROWS: NumberParam = {
  kind: 'number',
  id: 'minRows',
  title: 'Fewest rows',
  summary: 'Rows in which a passage stands at least, in two different texts.',
  default: 2,
  min: 2,
  integer: true,
  advanced: true,
};

/** What of the texts of a column is repeated in other texts, equal texts being one. */
export interface SharedPassages {
  readonly counted: CountedDocuments;
  readonly passages: Passages;
  readonly length: number;
}

/** Bytes per document, besides windows. */
const DOCUMENT_BYTES = 48;

/** Searches for passages by the values of a metric or a method. @throws EngineError too-large; Cancelled */
export function sharedPassages(
  table: Table,
  index: number,
  values: Values,
  only: BitSet | undefined,
  tick: TableTick,
): SharedPassages {
  const documents = documentsOf(table, index);
  const own = documents.count * DOCUMENT_BYTES;
  const allow = (bytes: number) => {
    refuseWithoutRoom(table, index, own + bytes);
  };
  allow(0);
  const length = read.number(values, MIN_LENGTH.id)!;
  const counted = countedDocuments(table, index, only, tick, differentTexts(documents, tick));
  const windows = repeatedWindows(counted, length, allow, tick);
  return { counted, passages: new Passages(windows, read.number(values, MIN_ROWS.id)!), length };
}
