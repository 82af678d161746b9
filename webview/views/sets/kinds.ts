import { t } from '../../../src/engine/language';
import { METHOD_CARDS } from '../../../src/engine/methods/cards';
import { SET_ANSWERS, SET_KIND_IDS, type SetKindId } from '../../../src/engine/sets/set-kind';
import type { ChoiceParam, ParamValue } from '../../../src/engine/params/params';
import { count } from '../../text/numbers';
import { figures } from '../../model';
import type { Panel } from '../../panel';

/** Segments that are there for every file; the others only where their sets were searched and found. */
export const ALWAYS: ReadonlySet<SetKindId> = new Set<SetKindId>(['exact', 'contradictory']);

const WORDS: Readonly<Record<SetKindId, string>> = {
  exact: t('Exact'),
  near: t('Near'),
  contradictory: t('Contradictory'),
  key: t('Keys'),
  template: t('Templates'),
  simhash: t('SimHash'),
  vector: t('Numbers'),
};

/** What the browser of a kind is to list. */
export interface SetSource {
  readonly kind: SetKindId;
  /** Sets there are, by the audit; undefined where it counted something else. */
  readonly sets?: number | undefined;
  /** What the search is told besides what the audit was told. */
  readonly values: Readonly<Record<string, ParamValue>>;
  /** Values of the method that goes with the kind, besides which row stays. */
  readonly fix: Readonly<Record<string, ParamValue>>;
}

/** How many sets of a kind the audit counted; undefined where they were not searched. */
export function setsCounted({ report }: Panel, kind: SetKindId): number | undefined {
  switch (kind) {
    case 'exact':
      return figures(report, 'exact-duplicate-rows')?.clusters;
    case 'near':
      return figures(report, 'near-duplicate-text')?.clusters;
    case 'contradictory':
      return figures(report, 'conflicting-labels')?.clusters;
    case 'key':
      return figures(report, 'key-duplicates')?.duplicatedKeys;
    case 'template': {
      const found = figures(report, 'template-duplicates');
      return found && found.templates - found.single;
    }
    case 'simhash':
      return figures(report, 'simhash-near-duplicates')?.clusters;
    case 'vector':
      return figures(report, 'numeric-near-duplicates')?.near;
  }
}

/** The words of a segment, with the sets that were counted. */
export function kindWords(panel: Panel, kind: SetKindId): string {
  const sets = setsCounted(panel, kind);
  if (kind === 'vector') {
    const { of } = figures(panel.report, 'numeric-near-duplicates') ?? {};
    return of === 'vectors' ? t('Vectors') : WORDS.vector;
  }
  return sets ? `${WORDS[kind]} ${count(sets)}` : WORDS[kind];
}

/** The segment of a metric's findings and exhibits. */
export function kindOfMetric(metric: string): SetKindId {
  return SET_KIND_IDS.find((kind) => SET_ANSWERS[kind].metric === metric) ?? 'exact';
}

/** What the sets of a kind are searched by when nobody moved anything. */
export function sourceOf(panel: Panel, kind: SetKindId): SetSource {
  const { report } = panel;
  const base = { kind, sets: setsCounted(panel, kind), values: {}, fix: {} };
  const named = (numbers: { readonly column: string } | undefined) => {
    const usual = report.columns.find(({ role }) => role === 'text')?.name;
    if (!numbers) return base;
    const textColumn = { textColumn: numbers.column };
    return { ...base, values: textColumn, fix: numbers.column === usual ? {} : textColumn };
  };
  if (kind === 'key') {
    const keys = figures(report, 'key-duplicates');
    const key = keys && { key: [...keys.key] };
    return { ...base, values: { ...key }, fix: keys?.by === 'chosen' ? { ...key } : {} };
  }
  if (kind === 'template') return named(figures(report, 'template-duplicates'));
  if (kind === 'simhash') {
    const found = figures(report, 'simhash-near-duplicates');
    return { ...named(found), fix: {} };
  }
  return base;
}

/** Which rows of a set may stay, as the method says that goes with a kind; undefined without one. */
export function keepChoices(kind: SetKindId): ChoiceParam | undefined {
  const id = SET_ANSWERS[kind].method;
  const param = METHOD_CARDS.find((method) => method.id === id)?.params.find(
    (of) => of.id === 'keep',
  );
  return param?.kind === 'choice' ? param : undefined;
}
