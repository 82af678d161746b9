import { QUOTE } from './dialect/delimiter';
import { FieldKind, unquote } from './scan-delimited';
import type { ScanBatch } from './scan-delimited';

/** The value of one field of a scan, quotes resolved: a view of `bytes` or bytes of its own. */
export function fieldValue(bytes: Uint8Array, batch: ScanBatch, field: number): Uint8Array {
  const start = batch.fieldStarts[field]!;
  const end = batch.fieldEnds[field]!;
  if (batch.fieldKinds[field] === FieldKind.plain) return bytes.subarray(start, end);
  const value = new Uint8Array(end - start);
  return value.subarray(0, unquote(bytes, start, end, QUOTE, value));
}
