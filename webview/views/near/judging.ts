import { t } from '../../../src/engine/language';
import { button } from '../../controls';
import { fill, h } from '../../dom';
import { say } from '../../live';
import type { Panel } from '../../panel';
import { COMPARED, comparison } from './comparison';

/** What was said of two texts. */
export type Answer = 'yes' | 'no' | 'unsure';

/** Questions that are asked one after the other. */
export interface Judging {
  /** Name of the column whose texts are shown. */
  readonly column: string;
  readonly count: number;
  /** The two rows of a question, by its place. */
  rows(at: number): readonly [number, number];
  question(at: number): string;
  /** Said when all were answered. */
  done(): string;
  answer(at: number, said: Answer): void;
  /** What the answers so far say. */
  result(): string;
}

/** Two texts at a time, with the answers so far and what they say; y, n and u answer. */
export function judging(panel: Panel, asked: Judging): HTMLElement {
  const texts = h('div', { class: 'near-texts' });
  const status = h('p', { role: 'status' });
  const result = h('p', { class: 'near-result' });
  let at = 0;
  const show = () => {
    fill(result, asked.result());
    if (at >= asked.count) {
      fill(status, asked.done());
      fill(texts);
      return;
    }
    fill(status, asked.question(at));
    const mine = at;
    void panel.host
      .request('rows', {
        selector: { kind: 'rows', rows: [...asked.rows(at)] },
        offset: 0,
        limit: 2,
        characters: COMPARED,
      })
      .then(
        ({ rows: [first, second] }) => {
          if (mine !== at || !first || !second) return;
          const column = panel.report.columns.findIndex(({ name }) => name === asked.column);
          fill(texts, comparison(panel, first, second, column, false));
        },
        () => undefined,
      );
  };
  const answer = (said: Answer) => {
    if (at >= asked.count) return;
    asked.answer(at, said);
    at++;
    show();
    say(asked.result());
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
