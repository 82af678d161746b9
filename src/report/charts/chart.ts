/**
 * A chart as data, before it is drawn: the panel and the HTML report draw it, text and Markdown print what it says.
 * Names and values of the file stand in backticks in prose and as they are in labels; renderers escape all of it.
 */
export interface Chart {
  /** The finding or the subject, as a heading. */
  readonly title: string;
  /** How to read it; '' for nothing. */
  readonly caption: string;
  /** What it shows in one or two sentences: read aloud, and printed where nothing is drawn. */
  readonly text: string;
  readonly x: Axis;
  readonly y: Axis;
  /** Drawn in this order. */
  readonly layers: readonly Layer[];
}

/** One axis from `low` to `high`; on a logarithmic axis both are positive. */
export interface Axis {
  readonly label: string;
  readonly scale: 'linear' | 'log';
  readonly low: number;
  readonly high: number;
  /** `share`: 0..1 is printed in percent. */
  readonly unit: 'share' | 'number';
}

/** How something is coloured; `plain` when absent. */
export type Tone = 'plain' | 'rare' | 'quiet';

/** A point: x, y. */
export type Point = readonly [number, number];

export type Layer =
  | {
      readonly kind: 'line' | 'area' | 'dots';
      readonly points: readonly Point[];
      readonly tone?: Tone;
      /** Printed at the last point. */
      readonly name?: string;
    }
  | {
      readonly kind: 'bars';
      readonly bars: readonly {
        readonly from: number;
        readonly to: number;
        readonly value: number;
        readonly tone?: Tone;
      }[];
    }
  /** A dashed line across the chart at one x, with a word at its top. */
  | { readonly kind: 'rule'; readonly at: number; readonly name: string };
