import type { ColumnSummaryEntry } from '../../src/engine/metrics/profile/column-summary';
import { svg } from '../dom';
import { count, measure } from '../text/numbers';
import { t } from '../../src/engine/language';

const WIDE = 112;
const TALL = 20;
const BINS = 24;

/** A column in 112 x 20 px: a histogram for numbers, up to six bars for categories. */
export function mini(entry: ColumnSummaryEntry, asNumber: boolean): SVGSVGElement {
  const histogram = asNumber ? entry.numeric?.histogram.counts : undefined;
  const top = entry.top.slice(0, 6);
  const text =
    histogram && entry.numeric
      ? t`${entry.name}: ${measure(entry.numeric.min)} to ${measure(entry.numeric.max)}, median ${entry.numeric.quantilesEstimated ? t('about ') : ''}${measure(entry.numeric.median)}`
      : `${entry.name}: ${top.map((t) => `${t.value} ${count(t.count)}`).join(', ') || (entry.n === 0 ? t('empty') : t('hardly any value repeats'))}`;
  return svg(
    'svg',
    {
      class: 'chart fix mini',
      width: WIDE,
      height: TALL,
      viewBox: `0 0 ${String(WIDE)} ${String(TALL)}`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': text,
    },
    histogram
      ? binned(histogram)
      : columns(
          top.map((t) => t.count),
          18,
          2,
          'm-cat',
        ),
    svg('line', { class: 'ax', x1: 0, x2: WIDE, y1: TALL - 0.5, y2: TALL - 0.5 }),
  );
}

/** A histogram in at most 24 bins: neighbours are put together where the column has more. */
function binned(counts: readonly number[]): SVGPathElement {
  const group = Math.ceil(counts.length / BINS);
  const bins = Array.from({ length: Math.ceil(counts.length / group) }, (_, i) =>
    counts.slice(i * group, (i + 1) * group).reduce((a, b) => a + b, 0),
  );
  return columns(bins, WIDE / bins.length, 1, 'm-num');
}

/** All bars as one shape: a page holds hundreds of these charts. */
function columns(
  values: readonly number[],
  step: number,
  gap: number,
  name: string,
): SVGPathElement {
  const most = Math.max(1, ...values);
  const bars = values.map((value, i) => {
    if (value === 0) return '';
    const tall = Math.max(1, (value / most) * TALL);
    return box(i * step, TALL - tall, Math.max(0.8, step - gap), tall);
  });
  return svg('path', { class: name, d: bars.join('') });
}

/** A rectangle as part of a path. */
function box(x: number, y: number, width: number, height: number): string {
  const short = (value: number) => String(Math.round(value * 100) / 100);
  return `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}z`;
}

const STRIP_WIDE = 120;
const STRIP_TALL = 12;
/** Levels of darkness. */
const LEVELS = 5;

/** Where a column is empty: slices from the first to the last row, darkness = share empty. */
export function strip(name: string, slices: readonly number[]): SVGSVGElement {
  const step = STRIP_WIDE / Math.max(1, slices.length);
  return svg(
    'svg',
    {
      class: 'chart fix strip',
      width: STRIP_WIDE,
      height: STRIP_TALL,
      role: 'img',
      'aria-label': t`Empty cells of ${name} from the first to the last row`,
    },
    svg('rect', {
      class: 'frame',
      x: 0.5,
      y: 0.5,
      width: STRIP_WIDE - 1,
      height: STRIP_TALL - 1,
    }),
    Array.from({ length: LEVELS }, (_, i) => i + 1).map((level) => {
      const gaps = slices.map((share, i) =>
        Math.ceil(share * LEVELS) === level ? box(i * step, 0, step + 0.2, STRIP_TALL) : '',
      );
      const d = gaps.join('');
      const opacity = (0.15 + (0.75 * level) / LEVELS).toFixed(2);
      return d !== '' && svg('path', { class: 'gap', d, opacity });
    }),
  );
}
