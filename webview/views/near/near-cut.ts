import type { NearDuplicateText } from '../../../src/engine/metrics/duplicates/near-duplicate-text';
import { alike, atThreshold, pairsChart, recallSentence } from '../../../src/report/near-words';
import { drawn } from '../../charts/drawn';
import { fill, h } from '../../dom';
import type { Panel } from '../../panel';
import { heading } from '../../parts';
import { counted } from '../../text/numbers';
import { nearFix } from './near-fix';
import { cutOf } from './near-sets';
import { t } from '../../../src/engine/language';

/** Height of the histogram, pixels. */
const TALL = 168;

/**
 * From which similarity on texts are taken for one: a slider over the thresholds that the audit counted, so that nothing
 * is computed again. `moved` hears each cut.
 */
export function nearCut(
  panel: Panel,
  numbers: NearDuplicateText,
  moved: (cut: number) => void,
): HTMLElement {
  const known = numbers.byThreshold;
  const chart = h('div', { class: 'near-pairs' });
  const value = h('output', { class: 'near-value', for: 'near-cut' });
  const sentence = h('p', {});
  const recall = h('p', { class: 'small muted' });
  let cut = cutOf(numbers, panel.look.cut);
  const slider = h('input', {
    type: 'range',
    id: 'near-cut',
    min: 0,
    max: known.length - 1,
    step: 1,
    'aria-label': t('Alike from'),
    'data-keep': 'near-cut',
    on: {
      input: () => {
        cut = known[Number(slider.value)]?.threshold ?? cut;
        panel.look.cut = cut;
        panel.keepLook();
        draw();
        moved(cut);
      },
    },
  });
  slider.value = String(known.findIndex(({ threshold }) => threshold === cut));
  const draw = () => {
    const { clusters, copies } = atThreshold(numbers, cut);
    const said = t`${counted(copies, 'row')} would go, from ${counted(clusters, 'set')}`;
    slider.setAttribute('aria-valuetext', `${alike(cut)}: ${said}`);
    fill(value, alike(cut));
    fill(sentence, `${said}.`);
    fill(recall, recallSentence(numbers, cut));
    fill(chart, drawn(pairsChart(numbers, cut), TALL));
  };
  draw();
  const fix = nearFix(panel, numbers, t('Fix near-duplicate texts from this similarity on'));
  return h(
    'section',
    { class: 'sec near-cut' },
    h(
      'div',
      {},
      heading(t('How alike is too alike?'), null, fix),
      h(
        'div',
        { class: 'near-slide' },
        h('label', { for: 'near-cut' }, t('Alike from')),
        slider,
        value,
      ),
      sentence,
      recall,
    ),
    chart,
  );
}
