import type { NearDuplicateText } from '../../../src/engine/metrics/duplicates/near-duplicate-text';
import { alike, atThreshold } from '../../../src/report/near-words';
import { fill, h } from '../../dom';
import { worstOf } from '../../findings';
import type { Panel } from '../../panel';
import { figureRow, nothing, type Figure } from '../../parts';
import { count, counted, percent } from '../../text/numbers';
import { nearCut } from './near-cut';
import { setBrowser } from '../sets/set-browser';
import { cutOf, nearSource } from './near-sets';
import { nearReview } from './review';
import { t } from '../../../src/engine/language';

/** Nearly equal texts: figures at the chosen cut, the cut itself, and the sets with what differs in them. */
export function nearCopies(panel: Panel, numbers: NearDuplicateText): HTMLElement[] {
  const { rows, column, threshold, clusters } = numbers;
  if (clusters === 0) return [none(numbers)];
  const figures = h('div', {});
  const draw = (cut: number) => {
    fill(figures, figureRow(figuresAt(panel, numbers, cut)));
  };
  const cut = cutOf(numbers, panel.look.cut);
  draw(cut);
  const roleColumn = panel.report.columns.find(({ role }) => role === 'text')?.name;
  const browser = setBrowser(panel, nearSource(numbers, cut, roleColumn));
  return [
    figures,
    h(
      'p',
      { class: 'small muted near-what' },
      t`${counted(rows, 'text')} of `,
      h('code', {}, column),
      t` compared by their runs of ${counted(numbers.settings.width, 'word')}, from ${alike(threshold)} on.`,
    ),
    nearCut(panel, numbers, (moved) => {
      draw(moved);
      browser.search(nearSource(numbers, moved, roleColumn));
    }),
    browser.element,
    nearReview(panel, numbers),
  ];
}

function none({ rows, column, threshold, shortRows, settings }: NearDuplicateText): HTMLElement {
  const short =
    shortRows > 0
      ? t` ${counted(shortRows, 'text')} with fewer than ${counted(settings.width, 'word')} could be compared as equal only.`
      : '';
  return nothing(
    'pass',
    t('No near-duplicate texts.'),
    t`${counted(rows, 'text')} of \`${column}\` were compared: no two are ${alike(threshold)} alike or more.${short}`,
  );
}

function figuresAt(panel: Panel, numbers: NearDuplicateText, cut: number): Figure[] {
  const { rows, threshold, clusters, largest, conflicts, chains, shortRows, settings } = numbers;
  const at = atThreshold(numbers, cut);
  const first = at.threshold === threshold;
  const severity = worstOf(panel.report, 'near-duplicate-text');
  const from = t`from ${alike(threshold)} on`;
  return [
    {
      label: t('Near-duplicates'),
      value: count(at.copies),
      unit: at.copies === 1 ? t('row') : t('rows'),
      context: t`${percent(at.copies / rows)} of texts, beyond one of each set`,
      severity: severity === 'info' ? undefined : severity,
    },
    {
      label: t('Sets'),
      value: count(at.clusters),
      context: first ? t`${alike(threshold)} alike or more` : `${count(clusters)} ${from}`,
    },
    {
      label: t('Largest set'),
      value: count(largest),
      unit: largest === 1 ? t('row') : t('rows'),
      context:
        chains > 0 ? t`${from}; ${counted(chains, 'set')} with texts far apart, in a chain` : from,
    },
    {
      label: t('Labels differ'),
      value: conflicts === null ? '–' : count(conflicts),
      ...(conflicts !== null && { unit: conflicts === 1 ? t('set') : t('sets') }),
      context: conflicts === null ? t('there is no label') : from,
    },
    {
      label: t('Too short'),
      value: count(shortRows),
      unit: shortRows === 1 ? t('text') : t('texts'),
      context: t`fewer than ${counted(settings.width, 'word')}: near only when equal`,
    },
  ];
}
