import { svg } from '../dom';
import { count, cut, percent, round } from '../text/numbers';
import { fitted, label, line } from './frame';
import { t } from '../../src/engine/language';

/** A heading, or one group: a share with its 95 % interval and the rows it stands for. */
export type DotRow =
  | { readonly heading: string }
  | {
      readonly name: string;
      readonly share: number;
      readonly low: number;
      readonly high: number;
      readonly rows: number;
    };

/** Groups thinner than this have a hollow dot and no interval: it would fill the plot and say nothing. */
const THIN = 30;
const STEP = 26;
const TOP = 8;
const FOOT = 32;

/** The share of one class in each group, with intervals, against the share in all rows. */
export function dotPlot(rows: readonly DotRow[], all: number, what: string): HTMLElement {
  const groups = rows.flatMap((row) => ('heading' in row ? [] : [row]));
  const most = Math.max(all, ...groups.map((g) => (g.rows < THIN ? g.share : g.high)));
  const end = Math.min(1, Math.ceil(most * 10 + 1e-9) / 10);
  const text = t`Share of ${what} by group, ${percent(all)} in all rows: ${groups
    .map((g) => t`${g.name} ${percent(g.share)} of ${count(g.rows)}`)
    .join('; ')}.`;
  return fitted(
    rows.length * STEP + TOP + FOOT,
    text,
    (width, height) => {
      const small = width < 420;
      const left = small ? 104 : 150;
      const right = width - (small ? 46 : 118);
      const x = (v: number) => left + (v / end) * (right - left);
      const foot = height - FOOT;
      const step = end > 0.45 || small ? 0.2 : end > 0.2 ? 0.1 : 0.05;
      const marks = Array.from({ length: Math.floor(end / step + 1e-9) + 1 }, (_, i) => i * step);
      return [
        marks.flatMap((v) => [
          line(v === 0 ? 'ax' : 'gridl', x(v), TOP, x(v), foot),
          label(round(v), x(v), height - FOOT + 15, 'middle'),
        ]),
        line('even', x(all), TOP, x(all), foot),
        label(t`all rows ${percent(all)}`, x(all), height - 2, 'middle'),
        rows.map((row, index) => {
          const y = TOP + index * STEP + 14;
          if ('heading' in row) return label(row.heading, 0, y + 4, 'start', 'data');
          const thin = row.rows < THIN;
          const shown = svg(
            'text',
            { class: 'strong', x: width, y: y + 4, 'text-anchor': 'end' },
            percent(row.share),
          );
          if (!small) shown.append(svg('tspan', { class: 'soft' }, t` of ${count(row.rows)}`));
          return [
            svg(
              'text',
              { class: 'strong data', x: left - 10, y: y + 4, 'text-anchor': 'end' },
              cut(row.name, small ? 13 : 18),
              svg('title', {}, row.name),
            ),
            !thin && line('interval', x(row.low), y, x(Math.min(row.high, end)), y),
            svg('circle', { class: thin ? 'pt hollow' : 'pt', cx: x(row.share), cy: y, r: 4 }),
            shown,
          ];
        }),
      ];
    },
    () => ({
      head: [t('Group'), t`Share of ${what}`, t('95% from'), t('to'), t('Rows')],
      rows: [
        [t('all rows'), all, '', '', ''],
        ...rows.map((row) =>
          'heading' in row
            ? [row.heading, '', '', '', '']
            : [row.name, row.share, row.low, row.high, row.rows],
        ),
      ],
    }),
  );
}
