import { template } from '../../detectors/template';
import type { Method } from '../../method';
import { read } from '../../params/values';
import { many } from '../../words';
import { kneeOf } from '../resample/cap-per-group';
import { CLUSTER_SIZE, collapse } from './parts/collapse';
import { keepParams } from './parts/keep';
import { ACROSS_PARTS, setsOf } from './parts/sets';
import { namedTemplates } from './parts/templates';
import { t } from '../../language';

/** Keeps a few rows of each template. */
export const templateDedup: Method = {
  id: 'template-dedup',
  family: 'deduplicate',
  title: 'Cap rows per template',
  summary: 'Of texts that differ in numbers, names or ids only, as log lines do, so many stay.',
  cites: [
    'He et al. 2017, Drain: An online log parsing approach with fixed depth tree',
    'Jiang et al. 2024, A large-scale evaluation for log parsing techniques',
  ],
  needs: { optional: ['text', 'label', 'id', 'split', 'score', 'timestamp', 'group', 'domain'] },
  changes: 'removes-rows',
  params: [
    {
      kind: 'number',
      id: 't',
      title: 'Most rows',
      summary: 'Rows of a template that stay; none means where large templates end (the knee).',
      default: null,
      min: 1,
      integer: true,
    },
    ...template.params,
    ...keepParams(),
    ACROSS_PARTS,
    CLUSTER_SIZE,
  ],
  guards: ['G-TAIL', 'G-EVIDENCE'],
  apply(table, values, context) {
    const sets = setsOf(template, table, values, context);
    const { clusters } = sets;
    const sizes = clusters.sizes();
    const alone = new Uint32Array(clusters.rowCount - clusters.members.length).fill(1);
    const most = read.number(values, 't') ?? kneeOf([...sizes, ...alone]);
    const draft = collapse(templateDedup, sets, table, values, context, { most });
    const named = namedTemplates(sets, draft.rows, table, values, context);
    const capped = sizes.reduce((n, size) => n + (size > most ? 1 : 0), 0);
    return {
      ...draft,
      columns: [...named.columns, ...draft.columns],
      notices: [
        t`${many(capped, 'template')} of ${many(clusters.distinctRows, 'template')} had more than ${many(most, 'row')}.`,
        ...draft.notices,
      ],
      tables: { ...draft.tables, templates: named.table },
    };
  },
};
