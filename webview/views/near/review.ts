import type {
  DuplicatePrecisionRecall,
  ReviewPair,
} from '../../../src/engine/metrics/duplicates/duplicate-precision-recall';
import type { NearDuplicateText } from '../../../src/engine/metrics/duplicates/near-duplicate-text';
import { entityOf } from '../../../src/engine/metrics/duplicates/parts/judged-set';
import {
  entityEstimate,
  type EntityEstimate,
} from '../../../src/engine/statistics/entity-estimate';
import { reviewEstimate, type Estimate } from '../../../src/engine/statistics/review-estimate';
import { alike } from '../../../src/report/near-words';
import { button } from '../../controls';
import { fill, h, type Child } from '../../dom';
import type { Panel } from '../../panel';
import { heading } from '../../parts';
import { prose } from '../../prose';
import { count, counted, percent } from '../../text/numbers';
import { untilExact } from '../../waiting';
import { judging, type Answer } from './judging';
import { cutOf } from './near-sets';
import { t } from '../../../src/engine/language';

/** Sets or pairs to look at, answers below which an interval says little, and its width in standard deviations. */
const SETS = 30;
const PAIRS = 30;
const FEW = 20;
const Z = 1.96;

/** A look at some sets, or at some pairs of each similarity, that says how right and how complete the search is. */
export function nearReview(panel: Panel, numbers: NearDuplicateText): HTMLElement {
  const place = h('div', {});
  const start = (
    words: string,
    asked: { readonly pairs: number; readonly sets: number },
    queue: (panel: Panel, review: DuplicatePrecisionRecall) => Child,
  ) =>
    button(
      words,
      () => {
        fill(place, h('p', { class: 'muted' }, t('Drawing…')));
        void drawn(panel, numbers, asked).then((review) => {
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
      t('a look at a few sets or pairs tells, with error bars'),
      start(t`Review ${String(SETS)} sets`, { pairs: 0, sets: SETS }, setQueue),
      start(t`Review ${String(PAIRS)} pairs`, { pairs: PAIRS, sets: 0 }, pairQueue),
    ),
    place,
  );
}

async function drawn(
  panel: Panel,
  numbers: NearDuplicateText,
  asked: { readonly pairs: number; readonly sets: number },
): Promise<DuplicatePrecisionRecall | string> {
  const measured = await panel.host
    .request('measure', {
      metric: 'duplicate-precision-recall',
      values: {
        ...asked,
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
function pairQueue(panel: Panel, review: DuplicatePrecisionRecall): Child {
  const answers = new Map<ReviewPair, Answer>();
  const { queue, column } = review;
  return judging(panel, {
    column,
    count: queue.length,
    rows: (at) => queue[at]!.rows,
    question: (at) =>
      t`Pair ${count(at + 1)} of ${count(queue.length)}, ${similar(queue[at]!)} alike: the same text?`,
    done: () => t`All ${counted(queue.length, 'pair')} were judged.`,
    answer: (at, said) => {
      answers.set(queue[at]!, said);
    },
    result: () => resultText(review, answers),
  });
}

/** The texts of one drawn row after the other; what its true set is follows from the answers. */
function setQueue(panel: Panel, { sets, column }: DuplicatePrecisionRecall): Child {
  const drawn = sets?.sets ?? [];
  const queue = drawn.flatMap((set, number) =>
    [...set.others, ...set.missed].map((other) => ({ set, number, other })),
  );
  const answers = new Map<string, Answer>();
  const key = (a: number, b: number) => `${String(a)}-${String(b)}`;
  const said = (a: number, b: number) => {
    const own = answers.get(key(a, b));
    return own === 'yes' ? true : own === 'no' ? false : undefined;
  };
  return judging(panel, {
    column,
    count: queue.length,
    rows: (at) => [queue[at]!.set.row, queue[at]!.other.row],
    question: (at) =>
      t`Set ${count(queue[at]!.number + 1)} of ${count(drawn.length)}, ${similar(queue[at]!.other)} alike: the same text?`,
    done: () => t`All ${counted(drawn.length, 'set')} were judged.`,
    answer: (at, own) => {
      answers.set(key(queue[at]!.set.row, queue[at]!.other.row), own);
    },
    result: () => setsText(entityEstimate(drawn.flatMap((set) => entityOf(set, said) ?? []))),
  });
}

const similar = ({ similarity }: { readonly similarity: number }) =>
  alike(Number(similarity.toFixed(2)));

function setsText(estimate: EntityEstimate): string {
  const { precision, recall, bCubedPrecision, bCubedRecall, clusterRecall, judged } = estimate;
  if (judged === 0) return t('No set was judged yet.');
  const few = judged < FEW ? t`; ${counted(judged, 'set')} leave the intervals wide` : '';
  return t`Of pairs, precision ${withBar(precision)} and recall ${withBar(recall)}; of rows (B-cubed), ${withBar(bCubedPrecision)} and ${withBar(bCubedRecall)}; ${withBar(clusterRecall)} of true sets are found whole (95% intervals)${few}. Texts that no other is half like are left out.`;
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
