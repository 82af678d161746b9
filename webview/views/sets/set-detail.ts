import { t } from '../../../src/engine/language';
import type { SetAnswer, SetAsked, SetPage, SetSearch } from '../../../src/protocol/messages';
import { fill, h } from '../../dom';
import { failureOf } from '../../failures';
import type { Panel } from '../../panel';
import { prose } from '../../prose';
import { comparedSet } from './compared-set';
import { keepChoices, type SetSource } from './kinds';
import { sameSet } from './same-set';

/** Rows of a set that are asked for at once, of which a wide file gives fewer, and all that are shown. */
const ROWS = 100;
const CELLS = 4000;
export const MOST_ROWS = 500;

/** A set that is opened, and where. */
export interface Opening {
  readonly search: SetSearch;
  readonly set: SetPage['sets'][number];
  readonly place: HTMLElement;
  /** Another set was opened: what comes late is dropped. */
  readonly gone: AbortSignal;
  /** Whether the reader goes on to what is opened. */
  readonly enter: boolean;
}

/** A set with the rows that have come so far. */
export interface OpenSet extends Opening {
  readonly source: SetSource;
  readonly answer: SetAnswer;
  /** The same with more of its rows. */
  more(): void;
  /** The same with another row that stays. */
  keep(policy: string): void;
}

/** Asks for the rows of a set and shows them: one record where they are equal, else what differs. */
export function openSet(panel: Panel, source: SetSource, opening: Opening): void {
  const { search, set, place, gone, enter } = opening;
  const limit = Math.max(20, Math.min(ROWS, Math.floor(CELLS / panel.report.columns.length)));
  const choices = keepChoices(source.kind);
  let shown: SetAnswer | undefined;
  const ask = (offset: number, after: () => void = () => undefined) => {
    const { keep } = panel.look.sets;
    const policy =
      choices && (choices.options.some(({ value }) => value === keep) ? keep! : choices.default);
    const asked: SetAsked = {
      search,
      row: set.first,
      offset,
      limit,
      ...(policy !== undefined && {
        keep: { values: { ...source.fix, keep: policy }, seed: panel.desk.draft.seed },
      }),
    };
    void panel.host.request('set', asked).then(
      (answer) => {
        if (gone.aborted) return;
        if (!answer) {
          fill(place, h('p', { class: 'muted' }, t('These rows are no longer in the file.')));
          return;
        }
        shown = offset === 0 ? answer : joined(shown, answer);
        draw();
        after();
      },
      (error: unknown) => {
        if (!gone.aborted) fill(place, h('p', { class: 'muted' }, prose(failureOf(error).message)));
      },
    );
  };
  const draw = () => {
    if (!shown) return;
    const open: OpenSet = {
      ...opening,
      source,
      answer: shown,
      more: () => {
        ask(shown!.rows.length);
      },
      keep: (policy) => {
        panel.look.sets.keep = policy;
        panel.keepLook();
        ask(0, () => {
          place.querySelector<HTMLElement>('[data-keep=keep-policy]')?.focus();
        });
      },
    };
    const equal = source.kind === 'exact' || source.kind === 'contradictory';
    fill(place, equal ? sameSet(panel, open) : comparedSet(panel, open));
  };
  ask(0, () => {
    if (enter) place.focus();
  });
}

/** Rows that came after those that are there. */
function joined(before: SetAnswer | undefined, after: SetAnswer): SetAnswer {
  if (!before) return after;
  const similarities =
    before.similarities && after.similarities
      ? [...before.similarities, ...after.similarities]
      : null;
  return { ...after, rows: [...before.rows, ...after.rows], similarities };
}
