import type { Severity } from '../engine/problems';
import { count } from '../engine/words';
import type { Chart } from './charts/chart';
import type { Verdict } from './verdict';

/**
 * A report as blocks, before it is text, Markdown or HTML. Prose holds names and values of the file in backticks;
 * a cell with `code` comes from the file as it is. Nothing here is escaped: each renderer escapes all of it.
 */
export type Block =
  | { readonly kind: 'title'; readonly name: string; readonly facts: string }
  | { readonly kind: 'verdict'; readonly verdict: Omit<Verdict, 'answer' | 'answersSentence'> }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'prose'; readonly text: string }
  | { readonly kind: 'figures'; readonly figures: readonly Figure[] }
  | { readonly kind: 'findings'; readonly findings: readonly Finding[] }
  | { readonly kind: 'bars'; readonly bars: readonly Bar[] }
  | { readonly kind: 'chart'; readonly chart: Chart }
  | {
      readonly kind: 'table';
      readonly head: readonly Heading[];
      readonly rows: readonly (readonly Cell[])[];
    };

export type BlockKind = Block['kind'];

/** A renderer is one of these tables. */
export type PerBlock<R> = {
  readonly [K in BlockKind]: (block: Extract<Block, { kind: K }>) => R;
};

/** One number with what it means. */
export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly note: string;
}

/** An alert, a guard or a problem. */
export interface Finding {
  readonly severity: Severity | 'passed';
  readonly title: string;
  readonly message: string;
  /** `107 rows, 12.0%`; '' when it concerns the whole file. */
  readonly rows: string;
}

/** One bar; `part` is its length, 0..1. */
export interface Bar {
  readonly label: string;
  readonly part: number;
  readonly text: string;
  readonly rare: boolean;
}

export interface Heading {
  readonly text: string;
  readonly numeric?: boolean;
}

/** Prose of the report, a value of the file as it is, or data rows, 0-based, to which the panel leads. */
export type Cell = string | { readonly code: string } | { readonly rows: readonly number[] };

/** The text of a cell, wherever it comes from; rows count from 1. */
export function cellOf(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  return 'code' in cell ? cell.code : cell.rows.map((row) => count(row + 1)).join(', ');
}

/** Picks the renderer's entry for a block. */
export function render<R>(table: PerBlock<R>, block: Block): R {
  return (table[block.kind] as (b: Block) => R)(block);
}

/** Prose cut at its backticks: plain text and code spans in turn. */
export function spansOf(prose: string): { readonly code: boolean; readonly text: string }[] {
  return prose
    .split('`')
    .map((text, index) => ({ code: index % 2 === 1, text }))
    .filter(({ text }) => text !== '');
}
