import type { Estimate } from '../../src/engine/audit';
import type { Progress } from '../../src/protocol/messages';
import { button } from '../controls';
import { fill, h } from '../dom';
import { icon } from '../icons';
import { prose } from '../prose';
import { count } from '../text/numbers';
import { about, progressWords } from '../text/progress';
import { t } from '../../src/engine/language';

/** A bar at the upper edge, for all of an audit. */
export interface ProgressBar {
  readonly element: HTMLElement;
  hear(progress: Progress): void;
}

/** An empty bar; `name` is the file that is read. */
export function progressBar(name: string): ProgressBar {
  const filled = h('i', {});
  const element = h(
    'div',
    {
      class: 'progress',
      role: 'progressbar',
      'aria-label': t`Reading ${name}`,
      'aria-valuemin': 0,
      'aria-valuemax': 100,
      'aria-valuenow': 0,
    },
    filled,
  );
  const hear = ({ share }: Progress) => {
    filled.style.setProperty('width', `${(100 * share).toFixed(1)}%`);
    element.setAttribute('aria-valuenow', String(Math.round(100 * share)));
  };
  return { element, hear };
}

/** What stands above a report of the first rows: how many they are, and when those of all rows come. */
export interface ReadingStrip {
  readonly bar: HTMLElement;
  readonly strip: HTMLElement;
  hear(progress: Progress): void;
}

/** The strip above a report of the first rows, with a bar for the upper edge. */
export function readingStrip(
  name: string,
  estimate: Estimate,
  progress: Progress | null,
  cancel: () => void,
): ReadingStrip {
  const bar = progressBar(name);
  const words = h('span', { class: 'muted num' });
  const hear = (heard: Progress) => {
    bar.hear(heard);
    fill(words, prose(progressWords(heard)));
  };
  if (progress) hear(progress);
  const strip = h(
    'div',
    { class: 'reading', 'data-state': 'estimate' },
    icon('info'),
    h('span', {}, h('b', {}, firstRows(estimate)), t('. Exact figures follow.')),
    words,
    button(t('Cancel'), cancel, { title: 'Esc', attributes: { 'data-keep': 'cancel' } }),
  );
  return { bar: bar.element, strip, hear };
}

/** `First 21,000 of about 1,050,000 rows`. */
export function firstRows({ rows, ofAbout }: Estimate): string {
  return t`First ${count(rows)} of about ${about(ofAbout)} rows`;
}
