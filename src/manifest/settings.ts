import type { Metric } from '../engine/metric';
import { paramSchema, type Schema } from './param-schema';

/** The settings of package.json: the seed, then every parameter of every metric, grouped by metric. */
export function settings(metrics: readonly Metric[]): Schema[] {
  const general = {
    title: 'Ballast',
    order: 0,
    properties: {
      'ballast.seed': {
        type: 'integer',
        minimum: 0,
        maximum: 4294967295,
        default: 0,
        description:
          'Seed of recipes that are not made in the panel. The same file, recipe and seed give the same bytes.',
      },
      'ballast.problems.duplicates': {
        type: 'boolean',
        default: false,
        description:
          'List repeated, nearly equal and contradictory rows of audited text files in the Problems view and mark them in the editor, at most 1,000 of a file. They leave when the file changes.',
      },
      'ballast.statusBar': {
        type: 'boolean',
        default: true,
        description: 'Show the verdict on the data file in front in the status bar.',
      },
      'ballast.hovers': {
        type: 'boolean',
        default: true,
        description:
          'Tell in audited text files what is known of a column at its name, and of a class at the cells of the label column.',
      },
      'ballast.codeLens': {
        type: 'boolean',
        default: true,
        description: 'Show the verdict and what to do above the first line of audited text files.',
      },
      'ballast.memoryLimit': {
        type: ['integer', 'null'],
        minimum: 64,
        default: null,
        description:
          'Memory, in MB, for the cells of one file. A column with very many distinct values is summed up in passing and read again when its cells are asked for; what would not fit is refused with a sentence. Empty: a quarter of the machine, at most 4096; 512 where that is more and at most half of it.',
      },
    },
  };
  const perMetric = metrics
    .filter(({ params }) => params.length > 0)
    .map(({ id, title, params }, index) => ({
      title,
      order: index + 1,
      properties: Object.fromEntries(
        params.map((param, order) => [
          `ballast.metrics.${id}.${param.id}`,
          { ...paramSchema(param), order },
        ]),
      ),
    }));
  return [general, ...perMetric];
}
