import { compiled } from '../../kernels/compiled';
import { WASM_BASE64 } from '../../kernels/json.wasm';
import type { ColumnKernel } from '../columns/column-kernel';
import type { PathKernel } from './kernel-paths';

/** What src/kernels/json.as.ts exports besides columns. */
export interface JsonKernel extends ColumnKernel, PathKernel {
  startJson(paths: number, keyBytes: number): void;
  layOut(address: number, rows: number, leaves: number): number;
  scan(
    loaded: number,
    origin: number,
    from: number,
    to: number,
    ended: boolean,
    arrangement: number,
  ): number;
  readonly rows: WebAssembly.Global;
  readonly line: WebAssembly.Global;
  readonly blankLines: WebAssembly.Global;
  readonly before: WebAssembly.Global;
  readonly stop: WebAssembly.Global;
  setColumn(path: number, column: number): void;
  sortLeaves(rows: number, columns: number): number;
  firstOf(column: number): number;
  rowOf(leaf: number): number;
  takeCodes(
    column: number,
    from: number,
    to: number,
    codes: number,
    most: number,
    mostBytes: number,
  ): number;
  takeCells(
    column: number,
    number: number,
    from: number,
    to: number,
    firstRow: number,
    low: number,
    high: number,
    empty: number,
  ): void;
}

/** The compiled kernel; undefined where there is no WebAssembly, or none with 128-bit SIMD. */
export const jsonKernelModule = (): WebAssembly.Module | undefined => compiled(WASM_BASE64);
