import type { Method } from '../../method';
import { read } from '../../params/values';
import { many, quoted } from '../../words';
import { MISSING_LABEL, withoutUnlabelled } from '../missing-label';
import { keepEverything, shuffled } from '../plans';
import { SHUFFLE } from './parts/draw';
import { labelColumns, labelsOfRows, LABEL_PARAMS } from '../label-params';
import { labelFigures, labelTable } from './parts/label-rows';
import { joinMakings } from './parts/join-makings';
import { DECIMALS, madeRows, MARK_MADE, marksOf } from './parts/made-rows';
import { labelWriter } from './parts/label-writer';
import { makeForLabel, mlsmoteGround, type LabelMaking } from './parts/mlsmote-making';
import { bagsOf } from './ml-ros';
import { MISSING_NUMBERS, SCALE } from './parts/numeric-features';
import { EMPTY_IS_VALUE, NEIGHBOURS, SYNTHESIS_GUARDS } from './parts/synthesis-params';
import { t } from '../../language';

/** SMOTE for rows with several labels: one new row per row of each rare label, its labels by those of its neighbours. */
export const mlsmote: Method = {
  id: 'mlsmote',
  family: 'resample',
  title: 'SMOTE for several labels',
  summary: 'New rows between rows of a rare label, with the labels most of them have.',
  cites: [
    'Charte, Rivera, del Jesus and Herrera 2015, MLSMOTE: Approaching imbalanced multilabel learning through synthetic instance generation',
  ],
  needs: { required: ['label', 'feature'], optional: ['id', 'split'] },
  ofLabelSets: true,
  changes: 'adds-rows',
  compares: 'mixed',
  params: [
    ...LABEL_PARAMS,
    NEIGHBOURS,
    {
      kind: 'choice',
      id: 'labels',
      title: 'Labels of made rows',
      summary:
        'Those that more than half of a row and its neighbours have, those that any has, or those that all have.',
      default: 'ranking',
      options: [
        { value: 'ranking', title: 'Most have it' },
        { value: 'union', title: 'Any has it' },
        { value: 'intersection', title: 'All have it' },
      ],
    },
    EMPTY_IS_VALUE,
    MARK_MADE,
    SCALE,
    MISSING_NUMBERS,
    MISSING_LABEL,
    DECIMALS,
    SHUFFLE,
  ],
  guards: SYNTHESIS_GUARDS.filter((code) => code !== 'G-CALIB' && code !== 'G-OVERLAP'),
  apply(table, values, context) {
    const columns = labelColumns(table, values, context);
    const sets = labelsOfRows(table, values, context);
    const figures = labelFigures(sets, context);
    const ground = mlsmoteGround(table, values, context, columns);
    const placeOf = new Map(Array.from(context.scope, (row, place) => [row, place]));
    const bags = bagsOf(sets, figures.minority, context.scope.length, context.tick);
    const notices: string[] = [];
    const makings: LabelMaking[] = [];
    figures.minority.forEach((label, i) => {
      const name = sets.names[label]!;
      const bag = Uint32Array.from(bags[i]!, (place) => context.scope[place]!);
      const rows = bag.filter((row) => ground.mayUse(row));
      if (rows.length < 2) {
        notices.push(
          t`${quoted(name)} has ${many(rows.length, 'usable row')}: none is made for it.`,
        );
        return;
      }
      const labelsOf = (row: number) => sets.at(placeOf.get(row)!) ?? [];
      makings.push(makeForLabel(ground, name, rows, labelsOf, read.text(values, 'labels')));
    });
    const after = sets.positives.slice();
    const labels = makings.flatMap((making) => making.labels);
    for (const own of labels) for (const label of own) after[label]!++;
    const made = madeRows(table, context, values, ground.features, {
      operation: 'mlsmote',
      ...joinMakings(makings, ground.features),
    });
    const cells = labelWriter(table, columns, sets, read.text(values, 'separator'), context);
    const labelled = {
      ...made,
      texts: [
        ...made.texts,
        ...columns.map((column) => ({
          column,
          text: (i: number) => cells(column, labels[i]!, made.parents[i]!),
        })),
      ],
    };
    const changed = labels.filter((own, i) => {
      const base = sets.at(placeOf.get(made.parents[i]!)!) ?? [];
      return own.length !== base.length || own.some((label) => !base.includes(label));
    }).length;
    const kept = keepEverything(table.rowCount);
    const draft = keepEverything(table.rowCount, {
      ...(made.count ? { made: labelled } : {}),
      ...shuffled(values, context, table.rowCount + made.count),
      columns: marksOf(values, { rows: kept.rows, made: labelled }, 'made'),
      notices: [
        ...(figures.minority.length
          ? []
          : [t('No label is rarer than the mean, so no row is made.')]),
        ...notices.slice(0, 20),
        ...(made.count
          ? [
              t`Labels of made rows are inferred: ${many(changed, 'row')} of ${many(made.count, 'row')} ${changed === 1 ? t('has') : t('have')} others than the first parent.`,
            ]
          : []),
      ],
      tables: { labels: labelTable(sets, figures, after), changedLabels: changed },
    });
    return withoutUnlabelled(table, values, context, draft);
  },
};
