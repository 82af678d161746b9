import { count, listed, percent, quoted, times } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { TagContext } from '../co-occurrence-context';
import { t } from '../../../language';
import { unitsOf } from './set-units';

/** A finding with the places of the tags it concerns. */
export interface ContextAlert {
  readonly key: string;
  readonly tags: readonly number[];
  readonly alert: AlertDraft;
}

const BOUND = 0.9;
const LIFT = 3;
const NARROW = 1;
/** Rows below which a share says nothing, and tags below which one bit is all there can be. */
const FEWEST = 30;
const FEWEST_TAGS = 5;
/** A tag that is mostly alone has no context to be bound to. */
const MOSTLY_ALONE = 0.5;

const isBound = ({ rows, closest }: TagContext) =>
  rows >= FEWEST && closest !== null && closest.share > BOUND && closest.lift > LIFT;

/** Tags that hardly appear without a certain other. */
export function boundAlert(
  contexts: readonly TagContext[],
  unit: 'row' | 'image',
  columns: readonly number[],
): ContextAlert | undefined {
  const places = contexts.map((_, i) => i).filter((i) => isBound(contexts[i]!));
  const found = places.sort(
    (a, b) => contexts[b]!.closest!.share - contexts[a]!.closest!.share || a - b,
  );
  const worst = contexts[found[0] ?? -1];
  if (!worst?.closest) return undefined;
  const { tag, rows, closest } = worst;
  const others = found.slice(1).map((i) => {
    const { tag: own, closest: with_ } = contexts[i]!;
    return t`${quoted(own)} with ${quoted(with_!.tag)}`;
  });
  return {
    key: 'bound',
    tags: found,
    alert: {
      code: 'never-out-of-context',
      severity: 'warning',
      title:
        closest.share === 1
          ? t`${quoted(tag)} appears only with ${quoted(closest.tag)}`
          : t`${quoted(tag)} appears with ${quoted(closest.tag)} on ${percent(closest.share)} of its ${unitsOf(unit)}`,
      message: t`On all ${unitsOf(unit)} ${quoted(closest.tag)} is ${times(closest.lift)} times rarer than on these ${count(rows)}.${others.length > 0 ? t` Likewise ${listed(others)}.` : ''} A model may learn the company instead of the thing: mix scenes, or collect ${unitsOf(unit)} that part them.`,
      columns,
      value: closest.share,
      threshold: BOUND,
      evidence: 'bound',
      remedies: [
        { method: 'augmentation-plan', why: t('Pastes and mixes things into other surroundings.') },
        { method: 'collection-plan', why: t('Asks for the combinations that lack.') },
      ],
    },
  };
}

/** Tags that are among few others only. */
export function narrowAlert(
  contexts: readonly TagContext[],
  unit: 'row' | 'image',
  columns: readonly number[],
): ContextAlert | undefined {
  if (contexts.length < FEWEST_TAGS) return undefined;
  const found = contexts
    .map((_, i) => i)
    .filter((i) => {
      const each = contexts[i]!;
      const { rows, alone, entropyBits, closest } = each;
      if (rows < FEWEST || closest === null || alone > MOSTLY_ALONE) return false;
      return entropyBits < NARROW && !isBound(each);
    })
    .sort((a, b) => contexts[a]!.entropyBits - contexts[b]!.entropyBits || a - b);
  const worst = contexts[found[0] ?? -1];
  if (!worst?.closest) return undefined;
  const names = found.slice(1).map((i) => quoted(contexts[i]!.tag));
  return {
    key: 'narrow',
    tags: found,
    alert: {
      code: 'narrow-context',
      severity: 'info',
      title: t`${quoted(worst.tag)} is seen among few others, mostly ${quoted(worst.closest.tag)}`,
      message: t`Which other is on its ${unitsOf(unit)} is worth ${worst.entropyBits.toFixed(2)} bits; even choice between two is worth 1.${names.length > 0 ? t` Likewise ${listed(names)}.` : ''} Compare scores with and without that company.`,
      columns,
      value: worst.entropyBits,
      threshold: NARROW,
      evidence: 'narrow',
      remedies: [{ method: 'augmentation-plan', why: t('Mixes things into other surroundings.') }],
    },
  };
}
