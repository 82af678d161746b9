import type { MethodContext } from '../../../method';
import type { NumberParam } from '../../../params/params';
import { multilabelFigures, type MultilabelFigures } from '../../../statistics/multilabel';
import type { LabelSets } from '../../label-sets';

/** Of rows that are repeated or dropped for their labels. */
export const PERCENT: NumberParam = {
  kind: 'number',
  id: 'percent',
  title: 'Percent',
  summary: 'How many rows, in percent of the rows that are used.',
  default: 25,
  min: 0,
  max: 1000,
};

/** How rare labels are, with those rarer than the mean. */
export interface LabelFigures extends MultilabelFigures {
  /** Labels of an imbalance (IRLbl) above the mean. */
  readonly minority: readonly number[];
}

/** The figures of the rows in scope that have labels (Charte et al. 2015). @throws Cancelled */
export function labelFigures(sets: LabelSets, { scope, tick }: MethodContext): LabelFigures {
  const rowsOf = new Map<string, { labels: readonly number[]; rows: number }>();
  for (let place = 0; place < scope.length; place++) {
    if (place % 8192 === 0) tick(place, scope.length);
    const labels = sets.at(place);
    if (!labels) continue;
    const key = labels.join();
    const known = rowsOf.get(key);
    if (known) known.rows++;
    else rowsOf.set(key, { labels, rows: 1 });
  }
  const different = [...rowsOf.values()];
  const figures = multilabelFigures(
    sets.names.length,
    different.map(({ labels }) => labels),
    different.map(({ rows }) => rows),
  );
  const minority = figures.irLbl.flatMap((ratio, label) =>
    ratio !== null && ratio > figures.meanIr ? [label] : [],
  );
  return { ...figures, minority };
}

/** Labels that tables list at most: the rarest. */
const MOST_LISTED = 200;

/** Rows per label before and after, the rarest first. */
export function labelTable(sets: LabelSets, { irLbl }: LabelFigures, after: ArrayLike<number>) {
  return sets.names
    .map((label, index) => ({
      label,
      rows: sets.positives[index]!,
      after: after[index]!,
      imbalance: irLbl[index]!,
    }))
    .sort((a, b) => a.rows - b.rows)
    .slice(0, MOST_LISTED);
}
