import type { ColumnAlertEntry, ColumnAlerts } from '../../engine/metrics/profile/column-alerts';
import { about, count, measure, percent, shown } from '../../engine/words';
import type { Cell } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const SHOWN = 40;
const EXAMPLES = 3;

/** Each rule, as it is named in a table; empty cells stand in the table of columns. */
const RULES: Readonly<Partial<Record<ColumnAlertEntry['rule'], string>>> = {
  constant: t('one value'),
  'mixed-nulls': t('several ways to say missing'),
  sentinel: t('a code or a limit?'),
  infinite: t('infinite'),
  'special-only': t('signs alone'),
  'length-outliers': t('much longer or shorter'),
  'high-cardinality': t('very many values'),
  'near-constant': t('nearly one value'),
  'imbalanced-category': t('uneven'),
  skewed: t('very skewed'),
  zeros: t('zeros among fractions'),
  unique: t('like an id'),
  uniform: t('as if dealt out'),
  'constant-length': t('one length'),
  whitespace: t('white space around values'),
};

/** What the rules say, column by column in the order of the rules, with values and rows. */
export const columnAlertsExhibit: Exhibit<ColumnAlerts> = {
  metric: 'column-alerts',
  tab: 'Columns',
  show({ findings: all }) {
    const findings = all.flatMap((each) => {
      const what = RULES[each.rule];
      return what === undefined ? [] : [{ ...each, what }];
    });
    if (findings.length === 0) return [];
    return [
      { kind: 'heading', text: t('Suspicious columns and values') },
      {
        kind: 'table',
        head: [
          { text: t('Column') },
          { text: t('What') },
          { text: t('How much'), numeric: true },
          { text: t('Values') },
          { text: t('First rows'), numeric: true },
        ],
        rows: findings.slice(0, SHOWN).map((finding): Cell[] => [
          { code: finding.name },
          finding.what,
          amount(finding),
          finding.examples
            .slice(0, EXAMPLES)
            .map((value) => (value === '' ? t('empty') : shown(value)))
            .join(', '),
          { rows: finding.rows },
        ]),
      },
    ];
  },
};

function amount({ rule, value, cells, estimated }: ColumnAlertEntry): string {
  switch (rule) {
    case 'skewed':
      return measure(value);
    case 'high-cardinality':
    case 'unique':
    case 'uniform':
    case 'constant-length':
      return count(value);
    default:
      if (cells === null) return percent(value);
      return estimated
        ? `${about(cells)}, ${percent(value)}`
        : `${count(cells)}, ${percent(value)}`;
  }
}
