import type { DuplicateExplanation } from '../../../src/engine/metrics/duplicates/duplicate-explanation';
import type { PageRow } from '../../../src/protocol/messages';
import { fill, h, type Child } from '../../dom';
import type { Panel } from '../../panel';
import { count, counted, cut, percent } from '../../text/numbers';
import { t } from '../../../src/engine/language';

/** Words and runs of them that are shown, and characters of each. */
const TERMS = 8;
const RUNS = 3;
const LONGEST = 90;
/** Columns that are named. */
const COLUMNS = 6;

/** Why two rows match: asked for when it is opened, and drawn under the comparison. */
export function whyAlike(
  panel: Panel,
  first: PageRow,
  second: PageRow,
  column: string,
): HTMLElement {
  const place = h('div', {});
  let asked = false;
  return h(
    'details',
    {
      class: 'near-why',
      on: {
        toggle: () => {
          if (asked) return;
          asked = true;
          fill(place, h('p', { class: 'muted small' }, t('Weighing the words…')));
          void explained(panel, first, second, column).then((content) => {
            fill(place, content);
          });
        },
      },
    },
    h('summary', {}, t('Why they match')),
    place,
  );
}

async function explained(
  panel: Panel,
  first: PageRow,
  second: PageRow,
  column: string,
): Promise<Child> {
  const measured = await panel.host
    .request('measure', {
      metric: 'duplicate-explanation',
      values: { row: first.row, other: second.row, textColumn: column },
      roles: panel.snapshot.roles,
    })
    .catch(() => undefined);
  if (!measured || 'notApplicable' in measured)
    return h('p', { class: 'muted' }, t('These rows cannot be compared now.'));
  return content(measured.numbers as unknown as DuplicateExplanation);
}

function content({ text, equal, different, sampled }: DuplicateExplanation): Child {
  return [
    text && [
      h(
        'p',
        {},
        t`${count(text.runs.shared)} of ${counted(text.runs.first + text.runs.second - text.runs.shared, 'run')} of words are in both; as words weighted by how rare they are, the texts agree by ${percent(text.cosine)} (cosine). These add most to it:`,
      ),
      h(
        'ul',
        { class: 'near-terms' },
        text.terms
          .slice(0, TERMS)
          .map(({ term, contribution }) =>
            h('li', {}, h('code', {}, cut(term, 24)), ` ${percent(contribution)}`),
          ),
      ),
      text.telling.length > 0 && [
        h('p', {}, t('The rarest runs in both:')),
        h(
          'ul',
          {},
          text.telling.slice(0, RUNS).map(({ run }) => h('li', {}, h('q', {}, cut(run, LONGEST)))),
        ),
      ],
    ],
    h(
      'p',
      {},
      t`Equal in ${counted(equal.length, 'column')}`,
      different.length > 0 && [
        t(', different in '),
        different
          .slice(0, COLUMNS)
          .flatMap((cell, i) => [
            i > 0 ? ', ' : '',
            h('code', { title: `${cell.first} · ${cell.second}` }, cell.column),
          ]),
        different.length > COLUMNS && t` and ${count(different.length - COLUMNS)} more`,
      ],
      '.',
    ),
    text &&
      h(
        'p',
        { class: 'muted small' },
        t`How rare words are is judged by ${counted(sampled, 'text')}.`,
      ),
  ];
}
