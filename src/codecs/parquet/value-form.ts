import type { SchemaElement } from 'hyparquet';
import { cellFormat, isDecimal, isUnsigned, momentOf, scaleOf } from './cell-format';
import { HIGHEST_POWER } from './plain-numbers';

/** What the bytes of a value are to the kernel: src/kernels/parquet.as.ts has the same numbers. */
const Form = { text: 0, written: 1, int32: 2, uint32: 3, int64: 4, uint64: 5, double: 6 } as const;

/** How the kernel reads the values of a column. */
export interface ValueForm {
  readonly form: number;
  /** Bytes of a value that may be NaN; 0 when none may. */
  readonly floating: number;
  /** Numbers are whole numbers divided by this. */
  readonly power: number;
  /** Decimals of all numbers; -1: as many as each needs. */
  readonly scale: number;
}

/** How the kernel reads a column; undefined when its cells are made in TypeScript: bytes, UUIDs, wide decimals ... */
export function valueForm(element: SchemaElement): ValueForm | undefined {
  const { type } = element;
  const { kind } = cellFormat(element);
  if (kind === 'text' && type === 'BYTE_ARRAY') return formOf(Form.text);
  if (kind !== 'value') return undefined;
  if (type === 'DOUBLE') return { ...formOf(Form.double), floating: 8, scale: -1 };
  if (type === 'FLOAT') return { ...formOf(Form.written), floating: 4 };
  if (type === 'BOOLEAN') return formOf(Form.written);
  if (type !== 'INT32' && type !== 'INT64') return undefined;
  if (momentOf(element)) return formOf(Form.written);
  const scale = isDecimal(element) ? scaleOf(element) : 0;
  if (scale < 0 || scale > HIGHEST_POWER) return formOf(Form.written);
  const unsigned = isUnsigned(element);
  const whole =
    type === 'INT32' ? (unsigned ? Form.uint32 : Form.int32) : unsigned ? Form.uint64 : Form.int64;
  return { ...formOf(whole), power: 10 ** scale, scale };
}

const formOf = (form: number): ValueForm => ({ form, floating: 0, power: 1, scale: 0 });
