import type {
  AtThreshold,
  NearDuplicateText,
} from '../engine/metrics/duplicates/near-duplicate-text';
import { candidateProbability } from '../engine/near-text/bands';
import { DENSE } from '../engine/near-text/candidates';
import { count, percent } from '../engine/words';
import type { Chart } from './charts/chart';
import { tickText } from './charts/ticks';
import { t } from '../engine/language';

/** A similarity as people read it: `80%`, `82.5%`. */
export function alike(similarity: number): string {
  return tickText({ unit: 'share' }, similarity);
}

/** The sets and copies at one of the thresholds that are known: the least that is not below the one asked for. */
export function atThreshold({ byThreshold }: NearDuplicateText, least: number): AtThreshold {
  return byThreshold.find(({ threshold }) => threshold >= least - 1e-9) ?? byThreshold.at(-1)!;
}

/** How surely pairs of a similarity were found: the curve of the bands, which is steep and ends at 1. */
export function recallSentence(
  { settings, denseBuckets }: NearDuplicateText,
  similarity: number,
): string {
  const chance = candidateProbability(similarity, settings.bands, settings.rows);
  const crowds =
    denseBuckets > 0
      ? t` Where more than ${count(DENSE)} texts have something in common, each is measured beside some of the others only: a large set may be shown as several.`
      : '';
  return t`A pair of texts that is ${alike(similarity)} alike is looked at with a chance of ${percent(chance)}; every pair that is looked at is measured exactly.${crowds}`;
}

/** Pairs of texts by how alike they are; those below the cut are quiet. */
export function pairsChart({ pairs, threshold, settings }: NearDuplicateText, cut: number): Chart {
  const from = pairs.map((step) => step.from);
  const high = 1 + LAST;
  const most = Math.max(1, ...pairs.map((step) => step.pairs));
  const above = pairs.filter((step) => step.from >= cut - 1e-9);
  const all = above.reduce((sum, step) => sum + step.pairs, 0);
  const peak = pairs.reduce((best, step) => (step.pairs > best.pairs ? step : best), pairs[0]!);
  return {
    title: t('Pairs by how alike they are'),
    caption: t`Runs of ${count(settings.width)} words in common. The last bar is the pairs that have all of them.`,
    text: t`${count(all)} pairs of texts are ${alike(cut)} alike or more. The most, ${count(peak.pairs)}, lie at ${alike(peak.from)}${peak.from < 1 ? t(' and just above') : ''}.`,
    x: { label: t('alike'), scale: 'linear', low: threshold, high, unit: 'share' },
    y: { label: t('pairs'), scale: 'linear', low: 0, high: most * HEADROOM, unit: 'number' },
    layers: [
      {
        kind: 'bars',
        bars: pairs.map((step, i) => ({
          from: step.from,
          to: from[i + 1] ?? high,
          value: step.pairs,
          tone: step.from >= cut - 1e-9 ? ('plain' as const) : ('quiet' as const),
        })),
      },
      ...(cut > threshold ? [{ kind: 'rule' as const, at: cut, name: t`from ${alike(cut)}` }] : []),
    ],
  };
}

/** Room for the name of the cut above the bars. */
const HEADROOM = 1.2;
/** Width of the bar at 1, less than a step: the axis has no mark beyond 100%. */
const LAST = 0.04;
