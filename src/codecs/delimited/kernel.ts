import { compiled } from '../../kernels/compiled';
import { WASM_BASE64 } from '../../kernels/delimited.wasm';
import type { ColumnKernel } from '../columns/column-kernel';

/** What src/kernels/delimited.as.ts exports besides columns. */
export interface Kernel extends ColumnKernel {
  layOut(address: number, fields: number): number;
  scan(
    origin: number,
    from: number,
    to: number,
    ended: boolean,
    delimiter: number,
    quote: number,
    skipInitialSpace: boolean,
    capacity: number,
    firstLine: number,
  ): number;
  readonly rows: WebAssembly.Global;
  readonly line: WebAssembly.Global;
  readonly blankLines: WebAssembly.Global;
  readonly full: WebAssembly.Global;
  readonly textAfterQuote: WebAssembly.Global;
  readonly textAfterQuoteRow: WebAssembly.Global;
  readonly unclosed: WebAssembly.Global;
  takeCodes(
    column: number,
    origin: number,
    field: number,
    from: number,
    to: number,
    quote: number,
    codes: number,
    most: number,
    mostBytes: number,
  ): number;
  takeCells(
    column: number,
    number: number,
    origin: number,
    field: number,
    from: number,
    to: number,
    quote: number,
    firstRow: number,
    low: number,
    high: number,
    empty: number,
  ): number;
  takeNumbers(
    origin: number,
    field: number,
    from: number,
    to: number,
    quote: number,
    fractions: boolean,
    numbers: number,
    unsettled: number,
  ): number;
}

/** The compiled kernel; undefined where there is no WebAssembly, or none with 128-bit SIMD. */
export const kernelModule = (): WebAssembly.Module | undefined => compiled(WASM_BASE64);
