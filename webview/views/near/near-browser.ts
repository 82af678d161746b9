import type { NearDuplicateText } from '../../../src/engine/metrics/duplicates/near-duplicate-text';
import type { NearSet } from '../../../src/engine/metrics/duplicates/parts/near-sets';
import { alike } from '../../../src/report/near-words';
import { checkbox, dropdown } from '../../controls';
import { fill, h, type Child } from '../../dom';
import type { Panel } from '../../panel';
import { heading, segments } from '../../parts';
import { count, cut } from '../../text/numbers';
import { pickList } from '../pick-list';
import { nearDetail } from './near-detail';
import { chosenSets, valuesOf } from './near-sets';
import { t } from '../../../src/engine/language';

/** Characters of a text in the list. */
const WORDS = 60;
/** Stands for no filter among values of the file. */
const ANY = '\u0000any';

/** Sets of nearly equal texts at the left, sorted and filtered; at the right the chosen one. */
export function nearBrowser(panel: Panel, numbers: NearDuplicateText): HTMLElement {
  const { look } = panel;
  const body = h('div', { class: 'master' });
  const remark = h('span', { class: 'muted small', role: 'status' });
  const draw = () => {
    const sets = chosenSets(numbers.sets, look.near);
    const of = numbers.sets.length < numbers.clusters ? t(', the largest listed') : '';
    fill(remark, t`${count(sets.length)} of ${count(numbers.clusters)}${of}`);
    fill(body, sets.length > 0 ? browser(panel, numbers, sets) : noSets());
    panel.keepLook();
  };
  const order = segments(
    t('Order of the sets'),
    [
      { value: 'largest', text: t('Largest first') },
      { value: 'least-alike', text: t('Least alike first') },
    ],
    look.near.order,
    (value) => {
      look.near.order = value === 'least-alike' ? 'least-alike' : 'largest';
      draw();
    },
  );
  const differing = checkbox(t('Labels differ'), look.near.differing, (checked) => {
    look.near.differing = checked;
    draw();
  });
  const narrowed = (name: string, of: 'labels' | 'parts', key: 'ofClass' | 'ofPart') => {
    const values = valuesOf(numbers.sets, of);
    if (values.length === 0) return null;
    const current = values.includes(look.near[key] ?? '') ? look.near[key]! : ANY;
    const choices = [
      { value: ANY, text: t`Any ${name}` },
      ...values.map((value) => ({ value, text: value === '' ? t('empty') : cut(value, 24) })),
    ];
    return dropdown(t`Sets with a row of ${name}`, choices, current, (value) => {
      look.near[key] = value === ANY ? null : value;
      draw();
    });
  };
  const head = heading(
    t('Sets'),
    null,
    narrowed('class', 'labels', 'ofClass'),
    narrowed('part', 'parts', 'ofPart'),
    numbers.conflicts !== null && differing,
    order,
  );
  head.querySelector('h2')?.after(remark);
  draw();
  return h('section', { class: 'sec' }, head, body);
}

function noSets(): Child {
  return h('p', { class: 'muted' }, t('None of the listed sets is so.'));
}

function browser(panel: Panel, numbers: NearDuplicateText, sets: readonly NearSet[]): Child {
  const column = panel.report.columns.findIndex(({ name }) => name === numbers.column);
  const detail = h('div', { class: 'detail' });
  let shown: AbortController | undefined;
  const list = pickList(t('Sets of nearly equal texts'), sets.map(entry), (index) => {
    const set = sets[index];
    if (!set) return;
    shown?.abort();
    shown = new AbortController();
    nearDetail(panel, numbers, set, detail, shown.signal);
  });
  void nameSets(panel, sets, column, [...list.children]);
  return [list, detail];
}

function entry(set: NearSet): Child {
  return [
    h('span', { class: 'x' }, `${count(set.size)}×`),
    h('span', { class: 'g' }, ' '),
    h(
      'span',
      { class: 'muted num', title: 'Mean similarity to the longest text' },
      alike(Number(set.mean.toFixed(2))),
      h('span', { class: 'sr' }, t(' alike')),
      set.labels.length > 1 && h('span', { class: 'sr' }, t(', labels differ')),
    ),
  ];
}

/** Writes the first words of its longest text into each option. */
async function nameSets(
  panel: Panel,
  sets: readonly NearSet[],
  column: number,
  options: readonly Element[],
): Promise<void> {
  const rows = sets.map((set) => set.centre);
  const selector = { kind: 'rows', rows } as const;
  const page = await panel.host
    .request('rows', { selector, offset: 0, limit: rows.length })
    .catch(() => undefined);
  for (const row of page?.rows ?? []) {
    const place = options[rows.indexOf(row.row)]?.querySelector('.g');
    const text = row.cells[column] ?? '';
    if (place) fill(place, cut(text, WORDS));
    place?.setAttribute('title', text);
  }
}
