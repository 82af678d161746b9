import { t } from '../../../src/engine/language';
import type { SetKindId, SetOrder } from '../../../src/engine/sets/set-kind';
import type { SetPage } from '../../../src/protocol/messages';
import { checkbox, dropdown, textField } from '../../controls';
import { h } from '../../dom';
import type { Panel } from '../../panel';
import { count, cut } from '../../text/numbers';

/** Stands for no filter among values of the file. */
const ANY = '\u0000any';
/** Milliseconds after the last stroke until the text is looked for. */
const PAUSE = 300;

const ORDERS: readonly { readonly value: SetOrder; readonly text: string }[] = [
  { value: 'largest', text: t('Largest first') },
  { value: 'least-alike', text: t('Least alike first') },
  { value: 'class', text: t('By class') },
  { value: 'part', text: t('By part') },
  { value: 'first', text: t('As in the file') },
];

/** Order and filters of a list of sets: those that can tell its sets apart. `changed`: the look says something else. */
export function setHead(
  { look, report }: Panel,
  kind: SetKindId,
  page: SetPage,
  status: HTMLElement,
  changed: () => void,
): HTMLElement {
  const { sets } = look;
  const orders = ORDERS.filter(({ value }) => canOrder(value, page));
  const order = orders.some(({ value }) => value === sets.order) ? sets.order : 'largest';
  const isFile = report.columns.some(({ name }) => name === '_file');
  const part = isFile ? t('file') : t('part');
  const narrowed = (name: string, key: 'ofClass' | 'ofPart', values: SetPage['classes']) => {
    if (values.length === 0) return null;
    const known = values.some(({ value }) => value === sets[key]);
    const choices = [
      { value: ANY, text: t`Any ${name}` },
      ...values.map(({ value, sets: n }) => ({
        value,
        text: `${value === '' ? t('empty') : cut(value, 24)} (${count(n)})`,
      })),
    ];
    return dropdown(t`Sets with a row of ${name}`, choices, known ? sets[key]! : ANY, (value) => {
      sets[key] = value === ANY ? null : value;
      changed();
    });
  };
  let soon: ReturnType<typeof setTimeout> | undefined;
  return h(
    'div',
    { class: 'sechead sethead' },
    h('h2', {}, t('Sets')),
    status,
    h(
      'div',
      { class: 'right' },
      textField(
        t('Find sets by a text in their rows'),
        sets.text,
        (text) => {
          sets.text = text;
          clearTimeout(soon);
          soon = setTimeout(changed, PAUSE);
        },
        { placeholder: t('Find in rows'), class: 'search' },
      ),
      narrowed(t('class'), 'ofClass', page.classes),
      narrowed(part, 'ofPart', page.parts),
      page.labelled &&
        kind !== 'exact' &&
        kind !== 'contradictory' &&
        checkbox(t('Labels differ'), sets.differing, (checked) => {
          sets.differing = checked;
          changed();
        }),
      dropdown(
        t('Order of the sets'),
        orders.map((each) => (each.value === 'part' ? { ...each, text: t`By ${part}` } : each)),
        order,
        (value) => {
          sets.order = orders.find((each) => each.value === value)?.value ?? 'largest';
          changed();
        },
      ),
    ),
  );
}

function canOrder(order: SetOrder, { measured, classes, parts }: SetPage): boolean {
  if (order === 'least-alike') return measured;
  if (order === 'class') return classes.length > 0;
  return order !== 'part' || parts.length > 0;
}
