import type { Method } from '../../method';
import type { StrategyValue } from '../../params';
import { permutation } from '../../random';
import { rowNumbers } from '../../row-numbers';
import { read } from '../../values';
import { classesIn } from '../classes';
import { concatenate, keepEverything } from '../plans';
import { BASE_SAMPLING, drawBases, SHUFFLE } from './draw';
import { resolveStrategy } from './strategy';

/** Repeats rows of small classes (imbalanced-learn's RandomOverSampler). */
export const randomOversample: Method = {
  id: 'random-oversample',
  family: 'resample',
  title: 'Repeat rare rows',
  summary: 'Copies of what is there.',
  cites: ['Lemaître, Nogueira, Aridas 2017'],
  needs: { required: ['label'] },
  changes: 'adds-rows',
  params: [
    {
      kind: 'strategy',
      id: 'strategy',
      title: 'Strategy',
      summary:
        'Which classes get rows, and how many: a word, a ratio for two classes, or a table of counts.',
      default: 'auto',
      sampling: 'over',
    },
    BASE_SAMPLING,
    SHUFFLE,
  ],
  guards: ['G-SPLIT', 'G-CALIB', 'G-REPEAT', 'G-DUP', 'G-SMALL', 'G-EVIDENCE'],
  apply(table, values, context) {
    const classes = classesIn(table, context);

    const targets = resolveStrategy(classes, values['strategy'] as StrategyValue, 'over');
    const sampling = read.text(values, 'baseSampling');
    const added = targets.map(({ index, rows }) => {
      const stream = `random-oversample/base/${classes.values[index]!}`;
      return drawBases(context.random, stream, classes.rows[index]!, rows, sampling);
    });
    const rows = concatenate([rowNumbers(table.rowCount), ...added]);
    return keepEverything(table.rowCount, {
      rows,
      ...(read.flag(values, 'shuffle')
        ? { order: permutation(context.random.stream('shuffle'), rows.length) }
        : {}),
      tables: {
        strategy: targets.map(({ index, rows: count }) => ({
          class: classes.values[index]!,
          rows: classes.counts[index]!,
          added: count,
        })),
      },
    });
  },
};
