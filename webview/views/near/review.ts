import type {
  DuplicatePrecisionRecall,
  ReviewPair,
} from '../../../src/engine/metrics/duplicates/duplicate-precision-recall';
import type { NearDuplicateText } from '../../../src/engine/metrics/duplicates/near-duplicate-text';
import { reviewEstimate, type Estimate } from '../../../src/engine/statistics/review-estimate';
import { alike } from '../../../src/report/near-words';
import { button } from '../../controls';
import { fill, h, type Child } from '../../dom';
import { say } from '../../live';
import type { Panel } from '../../panel';
import { heading } from '../../parts';
import { prose } from '../../prose';
import { count, counted, percent } from '../../text/numbers';
import { untilExact } from '../../waiting';
import { COMPARED, comparison } from './comparison';
import { cutOf } from './near-sets';
import { t } from '../../../src/engine/language';

/** Pairs to look at, answers below which an interval says little, and its width in standard deviations. */
const PAIRS = 30;
const FEW = 20;
const Z = 1.96;

type Answer = 'yes' | 'no' | 'unsure';

/** A look at some pairs, drawn from each similarity, that says how right and how complete the search is. */
export function nearReview(panel: Panel, numbers: NearDuplicateText): HTMLElement {
  const place = h('div', {});
  const start = button(
    t`Review ${String(PAIRS)} pairs`,
    () => {
      fill(place, h('p', { class: 'muted' }, t('Drawing pairs…')));
      void drawn(panel, numbers).then((review) => {
        fill(
          place,
          typeof review === 'string'
            ? h('p', { class: 'muted' }, prose(review))
            : queue(panel, review),
        );
      });
    },
    untilExact(panel.report),
  );
  return h(
    'section',
    { class: 'sec near-review' },
    heading(
      t('How right is the search?'),
      t('a look at a few pairs tells, with error bars'),
      start,
    ),
    place,
  );
}

async function drawn(
  panel: Panel,
  numbers: NearDuplicateText,
): Promise<DuplicatePrecisionRecall | string> {
  const measured = await panel.host
    .request('measure', {
      metric: 'duplicate-precision-recall',
      values: {
        pairs: PAIRS,
        textColumn: numbers.column,
        threshold: cutOf(numbers, panel.look.cut),
        shingle: numbers.settings.width,
      },
      roles: panel.snapshot.roles,
    })
    .catch((error: unknown) => ({ notApplicable: String(error) }));
  return 'notApplicable' in measured
    ? measured.notApplicable
    : (measured.numbers as unknown as DuplicatePrecisionRecall);
}

/** One pair at a time, with the answers so far and what they say. */
function queue(panel: Panel, review: DuplicatePrecisionRecall): Child {
  const answers = new Map<ReviewPair, Answer>();
  const texts = h('div', { class: 'near-texts' });
  const status = h('p', { role: 'status' });
  const result = h('p', { class: 'near-result' });
  let at = 0;
  const show = () => {
    const pair = review.queue[at];
    fill(result, resultText(review, answers));
    if (!pair) {
      fill(status, t`All ${counted(review.queue.length, 'pair')} were judged.`);
      fill(texts);
      return;
    }
    fill(
      status,
      t`Pair ${count(at + 1)} of ${count(review.queue.length)}, ${alike(Number(pair.similarity.toFixed(2)))} alike: the same text?`,
    );
    const mine = at;
    void panel.host
      .request('rows', {
        selector: { kind: 'rows', rows: [...pair.rows] },
        offset: 0,
        limit: 2,
        characters: COMPARED,
      })
      .then(
        ({ rows: [first, second] }) => {
          if (mine !== at || !first || !second) return;
          const column = panel.report.columns.findIndex(({ name }) => name === review.column);
          fill(texts, comparison(panel, first, second, column, false));
        },
        () => undefined,
      );
  };
  const answer = (said: Answer) => {
    const pair = review.queue[at];
    if (!pair) return;
    answers.set(pair, said);
    at++;
    show();
    say(resultText(review, answers));
  };
  const back = () => {
    if (at > 0) at--;
    show();
  };
  const keys: Readonly<Record<string, () => void>> = {
    y: () => answer('yes'),
    n: () => answer('no'),
    u: () => answer('unsure'),
  };
  show();
  return h(
    'div',
    {
      on: {
        keydown: (event) => {
          if (!(event instanceof KeyboardEvent)) return;
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          keys[event.key]?.();
        },
      },
    },
    result,
    status,
    h(
      'div',
      { class: 'near-answers' },
      button(t('Yes (y)'), () => answer('yes')),
      button(t('No (n)'), () => answer('no')),
      button(t('Unsure (u)'), () => answer('unsure')),
      button(t('Back'), back, { kind: 'quiet' }),
    ),
    texts,
  );
}

function estimateOf(review: DuplicatePrecisionRecall, answers: ReadonlyMap<ReviewPair, Answer>) {
  const strata = review.strata.map((stratum, i) => {
    const own = [...answers].filter(([pair]) => pair.stratum === i);
    const yes = own.filter(([, said]) => said === 'yes').length;
    const no = own.filter(([, said]) => said === 'no').length;
    return { ...stratum, judged: yes + no, yes };
  });
  return reviewEstimate(strata);
}

function resultText(
  review: DuplicatePrecisionRecall,
  answers: ReadonlyMap<ReviewPair, Answer>,
): string {
  const { precision, recall, judged } = estimateOf(review, answers);
  if (judged === 0) return t('No pair was judged yet.');
  const few = judged < FEW ? t`; ${counted(judged, 'answer')} leave the intervals wide` : '';
  return t`Precision ${withBar(precision)}, recall ${withBar(recall)} (95% intervals)${few}.`;
}

function withBar(estimate: Estimate | null): string {
  if (!estimate) return t('not known yet');
  return `${percent(estimate.value)} ± ${String(Math.round(Z * estimate.sd * 100))}`;
}
