import type { HeldPart } from '../delimited/columns/part-column';

/** A column in whose rows is no value. */
export function noValues(rows: number): HeldPart {
  const values = { arena: new Uint8Array(0), offsets: new Uint32Array(2), size: 1 };
  return { kind: 'held', codes: new Uint8Array(rows), ...values };
}
