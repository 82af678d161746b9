import type { AuditReport } from '../../src/engine/audit';
import { copyMenu } from '../copy/copy-menu';
import { h } from '../dom';
import { icon } from '../icons';
import { figures } from '../model';
import { heading, nothing, section } from '../parts';
import { count, counted, cut } from '../text/numbers';
import { t } from '../../src/engine/language';

/** Patterns and columns shown. */
const MOST_PATTERNS = 10;
const MOST_COLUMNS = 8;

/** Which columns are empty in the same rows: a dot per column, a bar per combination. */
export function emptyTogether(report: AuditReport): HTMLElement[] {
  const missing = figures(report, 'missing-profile');
  if (!missing) return [];
  if (missing.emptyCells === 0)
    return [
      section(
        heading(t('Empty together')),
        nothing('pass', t('No empty cell.'), t`All ${count(missing.cells)} cells are filled.`),
      ),
    ];
  const weight = new Map<number, number>();
  for (const pattern of missing.patterns)
    for (const column of pattern.columns)
      weight.set(column, (weight.get(column) ?? 0) + pattern.rows);
  const columns = [...weight]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_COLUMNS)
    .map(([column]) => column);
  const patterns = missing.patterns
    .filter((pattern) => pattern.columns.every((column) => columns.includes(column)))
    .slice(0, MOST_PATTERNS);
  const most = Math.max(1, ...patterns.map((pattern) => pattern.rows));
  const name = (column: number) => report.columns[column]?.name ?? '';
  const rest = missing.patterns.length - patterns.length;
  return [
    section(
      heading(
        t('Empty together'),
        t`${counted(missing.completeRows, 'row')} without an empty cell`,
        copyMenu(),
      ),
      h(
        'div',
        { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('Empty together') },
        h(
          'table',
          { class: 'grid together' },
          h(
            'thead',
            {},
            h(
              'tr',
              {},
              columns.map((column) =>
                h(
                  'th',
                  { scope: 'col', class: 'mono mid', title: name(column) },
                  cut(name(column), 18),
                ),
              ),
              h('th', { scope: 'col', class: 'r' }, t('Rows')),
              h('td', { class: 'hide-s barcell' }),
            ),
          ),
          h(
            'tbody',
            {},
            patterns.map((pattern) =>
              h(
                'tr',
                {},
                columns.map((column) => {
                  const gone = pattern.columns.includes(column);
                  return h(
                    'td',
                    { class: 'mid' },
                    h('span', {
                      class: gone ? 'pip on' : 'pip',
                      role: 'img',
                      'aria-label': gone ? t('empty') : t('filled'),
                    }),
                  );
                }),
                h('td', { class: 'r' }, count(pattern.rows)),
                h(
                  'td',
                  { class: 'hide-s barcell' },
                  h('span', {
                    class: 'thinbar',
                    style: { width: `${String((100 * pattern.rows) / most)}%` },
                  }),
                ),
              ),
            ),
          ),
        ),
      ),
      rest > 0 && h('p', { class: 'small muted' }, t`and ${counted(rest, 'rarer combination')}`),
      dropping(report),
    ),
  ];
}

/** What leaving out incomplete rows would do to the classes, when it would do much. */
function dropping(report: AuditReport): HTMLElement | null {
  const missing = figures(report, 'missing-profile');
  if (!missing || missing.tvDropping === null || missing.tvDropping < 0.02) return null;
  const moved = [...missing.dropping].sort(
    (a, b) => Math.abs(b.shareComplete - b.share) - Math.abs(a.shareComplete - a.share),
  )[0];
  if (!moved) return null;
  return h(
    'p',
    { class: 'noteline wide' },
    icon('info'),
    h(
      'span',
      {},
      t('Leaving out rows with empty cells would move '),
      h('code', {}, moved.value),
      t` from ${(100 * moved.share).toFixed(1)}% to ${(100 * moved.shareComplete).toFixed(1)}% of rows.`,
    ),
  );
}
