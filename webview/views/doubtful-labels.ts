import type { AuditReport } from '../../src/engine/audit';
import type { LabelIssues } from '../../src/engine/metrics/quality/label-issues';
import { exhibitOf } from '../../src/report/exhibits';
import { button } from '../controls';
import { fill, h } from '../dom';
import { failureOf, wasCancelled } from '../failures';
import { whyNot } from '../model';
import { heading } from '../parts';
import type { Panel } from '../panel';
import { prose } from '../prose';
import { untilExact } from '../waiting';
import { exhibitSections } from './exhibits';
import { t } from '../../src/engine/language';

const METRIC = 'label-issues';
/** Stands in the reason where the metric waits to be asked, in any language. */
const ON_DEMAND = '`label-issues.models`';

/** What a report shows: a tab that is left while models are fitted, or after, is found again as it is by then. */
const shown = new WeakMap<AuditReport, HTMLElement[]>();

/** Has labels judged by models where an audit does not, because it would take its time; nothing where it did or could not. */
export function doubtfulLabels(panel: Panel): HTMLElement[] {
  const { report } = panel;
  if (!whyNot(report, METRIC)?.includes(ON_DEMAND)) return [];
  const before = shown.get(report);
  if (before) return before;
  const place = h('div', {});
  const offer = () => {
    fill(
      place,
      h(
        'p',
        { class: 'muted' },
        t(
          'Models are fitted in every audit only where that takes an instant: here it takes longer.',
        ),
      ),
      button(t('Judge labels'), judge, untilExact(report)),
    );
  };
  const judge = () => {
    const controller = new AbortController();
    fill(
      place,
      h('p', { class: 'muted', role: 'status' }, t('Models are fitted…')),
      button(t('Cancel'), () => {
        controller.abort();
      }),
    );
    void judged(panel, controller.signal).then((answer) => {
      if (answer === null) offer();
      else if (typeof answer === 'string') fill(place, h('p', { class: 'muted' }, prose(answer)));
      else {
        const found = exhibitSections(panel, METRIC, exhibitOf(METRIC, answer));
        shown.set(report, found);
        section.replaceWith(...found);
      }
    });
  };
  const section = h(
    'section',
    { class: 'sec', 'data-exhibit': METRIC },
    heading(t('Doubtful labels')),
    place,
  );
  offer();
  shown.set(report, [section]);
  return [section];
}

/** The figures; a sentence why there are none; null when it was cancelled. */
async function judged(panel: Panel, signal: AbortSignal): Promise<LabelIssues | string | null> {
  const asked = { metric: METRIC, values: { models: 'always' }, roles: panel.snapshot.roles };
  try {
    const answer = await panel.host.request('measure', asked, signal);
    return 'notApplicable' in answer
      ? answer.notApplicable
      : (answer.numbers as unknown as LabelIssues);
  } catch (error) {
    return wasCancelled(error) ? null : failureOf(error).message;
  }
}
