import type { MixtureRow } from '../methods/mixture/parts/mixture-tables';
import { NO_ROW } from '../plan/plan';
import { extremes } from '../statistics/extremes';
import { everyRow } from '../ticks';
import { count, many, quoted, times } from '../words';
import { classShares } from './class-shares';
import type { Guard, GuardSubject } from './guard';
import { t } from '../language';

/** Repeats beyond 4 add little (Muennighoff et al. 2023, Scaling Data-Constrained Language Models). */
export const repeats: Guard = {
  code: 'G-REPEAT',
  rule: 'A row that is written more than 4 times adds little, more than 16 times it is learnt by heart, beyond 40 times it adds nothing.',
  whole: true,
  check(subject) {
    const most = mostCopies(subject);
    const grown = mostGrown(subject);
    const note = { code: 'G-REPEAT', title: t('Repeats.') } as const;
    if (most > 4) {
      const limit =
        most > 40
          ? t('Beyond 40 times a row teaches nothing more.')
          : most > 16
            ? t('Beyond 16 times a row is learnt by heart.')
            : t('Beyond 4 times a row adds little; trees and neighbour models learn it by heart.');
      return {
        ...note,
        level: 'warning',
        message: t`A row is written up to ${count(most)} times. ${limit}${worth(grown)}`,
      };
    }
    if (grown && grown.factor > 10) {
      return {
        ...note,
        level: 'warning',
        message: t`${quoted(grown.value)} grows to ${times(grown.factor)} times its rows. ${many(grown.rows, 'row')} cannot say that much: a smaller ratio is safer.${worth(grown)}`,
      };
    }
    return {
      ...note,
      level: 'passed',
      message:
        most > 1 ? t`No row is written more than ${most} times.` : t('No row is written twice.'),
    };
  },
};

/** Repeats after which the worth of one more has fallen to 1 / e (Muennighoff et al. 2023, R* of equation 5). */
const LIFE = 15.387756;

/**
 * What `rows` repeated to `written` rows are worth in rows that are all different: U (1 + R* (1 - exp(-R / R*))) with
 * R = written / U - 1. Fitted on English web text; elsewhere a rule of thumb.
 */
export function effectiveRows(rows: number, written: number): number {
  if (written <= rows || rows === 0) return written;
  return rows * worthOfRepeats(written / rows).worth;
}

/**
 * What going through rows `passes` times is worth in rows that are all different, by how many there are, and what one more
 * pass adds beside the first: 1 + R* (1 - exp(-R / R*)) and exp(-R / R*), R = passes - 1.
 */
export function worthOfRepeats(passes: number): { worth: number; nextPass: number } {
  if (passes <= 1) return { worth: passes, nextPass: 1 };
  const nextPass = Math.exp((1 - passes) / LIFE);
  return { worth: 1 + LIFE * (1 - nextPass), nextPass };
}

function worth(grown: { value: string; rows: number; factor: number } | undefined): string {
  if (!grown || grown.factor <= 1) return '';
  const written = grown.rows * grown.factor;
  return t` As a rule of thumb, ${many(written, 'row')} of ${quoted(grown.value)} from ${count(grown.rows)} are worth ${count(effectiveRows(grown.rows, written))}.`;
}

/** How often the most repeated source row is written. */
function mostCopies({ table, plan: { rows }, context }: GuardSubject): number {
  const copies = new Uint32Array(table.rowCount);
  const ticked = everyRow((done, total) => context.tick(done, total));
  let most = 0;
  for (let i = 0; i < rows.length; i++) {
    ticked(i, rows.length);
    if (rows[i] !== NO_ROW) most = Math.max(most, ++copies[rows[i]!]!);
  }
  return most;
}

/** The group of a mixture, or else the class, that grows most. */
function mostGrown(subject: GuardSubject) {
  const mixture = subject.plan.tables['mixture'] as unknown as readonly MixtureRow[] | undefined;
  if (mixture) {
    const index = extremes(mixture.map(({ rows, written }) => written / rows)).largest;
    const { group, rows, written } = mixture[index]!;
    return { value: group, rows, factor: written / rows };
  }
  const shares = classShares(subject);
  if (!shares) return undefined;
  const { counts, values } = shares.classes;
  const factors = counts.map((rows, index) => shares.rows[index]! / rows);
  const index = extremes(factors).largest;
  return { value: values[index]!, rows: counts[index]!, factor: factors[index]! };
}
