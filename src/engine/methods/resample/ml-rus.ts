import type { Method } from '../../method';
import { choice } from '../../random';
import { numbersWhere } from '../../plan/row-numbers';
import { read } from '../../params/values';
import { many } from '../../words';
import { MISSING_LABEL, withoutUnlabelled } from '../missing-label';
import { Leaving, shuffled } from '../plans';
import { SHUFFLE } from './parts/draw';
import { labelsOfRows, LABEL_PARAMS } from '../label-params';
import { labelFigures, labelTable, PERCENT } from './parts/label-rows';
import { t } from '../../language';

/** Drops rows that have no rare label, where rows have several. */
export const mlRus: Method = {
  id: 'ml-rus',
  family: 'resample',
  title: 'Drop rows without rare labels',
  summary: 'Fewer rows of common labels alone, where rows have several labels.',
  cites: [
    'Charte, Rivera, del Jesus and Herrera 2015, Addressing imbalance in multilabel classification',
  ],
  needs: { required: ['label'], optional: ['split'] },
  ofLabelSets: true,
  changes: 'removes-rows',
  params: [...LABEL_PARAMS, { ...PERCENT, max: 100 }, MISSING_LABEL, SHUFFLE],
  guards: ['G-SPLIT', 'G-TAIL', 'G-EVIDENCE'],
  apply(table, values, context) {
    const { scope, tick } = context;
    const sets = labelsOfRows(table, values, context);
    const figures = labelFigures(sets, context);
    const rare = new Set(figures.minority);
    const wanted = Math.floor((scope.length * read.number(values, 'percent')!) / 100);
    const places = numbersWhere(scope.length, (place) => {
      const labels = sets.at(place);
      return labels !== null && !labels.some((label) => rare.has(label));
    });
    const eligible = places.map((place) => scope[place]!);
    const order = context.random.stream('ml-rus/order');
    const gone = choice(order, eligible, Math.min(wanted, eligible.length), tick);
    const leaving = new Leaving(table.rowCount, tick);
    for (const row of gone) leaving.add(row, 'majority');
    const counts = sets.positives.slice();
    const leaves = new Set(gone);
    for (const place of places) {
      if (leaves.has(scope[place]!)) for (const label of sets.at(place)!) counts[label]!--;
    }
    const rows = leaving.staying();
    const draft = leaving.plan({
      rows,
      ...shuffled(values, context, rows.length),
      notices:
        gone.length < wanted
          ? [
              t`${many(gone.length, 'row')} left instead of ${many(wanted, 'row')}: all others have a rare label.`,
            ]
          : [],
      tables: { labels: labelTable(sets, figures, counts) },
    });
    return withoutUnlabelled(table, values, context, draft);
  },
};
