import type { Method } from '../../method';
import { EngineError } from '../../problems';
import { read } from '../../params/values';
import { listed, quoted } from '../../words';
import { classesIn } from '../classes';
import { MISSING_LABEL, withoutUnlabelled } from '../missing-label';
import { concatenate } from '../plans';
import { SHUFFLE } from './parts/draw';
import { repeatedPlan } from './parts/repeated-rows';
import { t } from '../../language';

/** Keys of copies are whole numbers below this, so that any generator takes them as a seed. */
const KEYS = 2 ** 32;
/** Classes that the side table lists. */
const MOST_CLASSES = 1000;

/** How many augmented copies of each image or recording a training job should make: a manifest, no pixels. */
export const augmentationPlan: Method = {
  id: 'augmentation-plan',
  family: 'resample',
  title: 'Plan of augmented copies',
  summary: 'Rows of rare classes are listed several times, each with a seed for its augmentation.',
  cites: [
    'Shorten and Khoshgoftaar 2019, A survey on image data augmentation for deep learning',
    'Buda, Maki and Mazurowski 2018, A systematic study of the class imbalance problem',
  ],
  needs: { required: ['label'], optional: ['entity', 'split'] },
  untried: 'Its copies differ only once a training job has changed them.',
  changes: 'adds-rows',
  params: [
    {
      kind: 'table',
      of: 'classes',
      id: 'target',
      title: 'Rows per class',
      summary:
        'To how many rows classes grow, as in `cat=500, dog=300`; none means the size of the largest class.',
      default: {},
      min: 0,
    },
    {
      kind: 'number',
      id: 'cap',
      title: 'Most copies',
      summary: 'How often a row is listed at most, itself included.',
      default: 5,
      min: 1,
      max: 1000,
      integer: true,
    },
    MISSING_LABEL,
    SHUFFLE,
  ],
  guards: ['G-SPLIT', 'G-CALIB', 'G-SMALL', 'G-REPEAT', 'G-EVIDENCE'],
  apply(table, values, context) {
    const classes = classesIn(table, context);
    const given = new Map(Object.entries(read.table(values, 'target')));
    const unknown = [...given.keys()].filter((name) => !classes.values.includes(name));
    if (unknown.length) {
      throw new EngineError(
        'unknown-class',
        t`There is no class ${listed(unknown.map(quoted))} in scope.`,
      );
    }
    const largest = classes.counts.reduce((most, count) => Math.max(most, count), 0);
    const cap = read.number(values, 'cap')!;
    const times = classes.counts.map((count, index) => {
      const target = given.size ? (given.get(classes.values[index]!) ?? count) : largest;
      return Math.max(1, Math.min(cap, Math.ceil(target / count)));
    });
    const most = times.reduce((a, b) => Math.max(a, b), 1);
    const copies = Array.from({ length: most - 1 }, (_, i) =>
      concatenate(classes.rows.filter((_rows, index) => times[index]! > i + 1)),
    );
    const numbers = concatenate(copies.map((rows, i) => new Uint32Array(rows.length).fill(i + 1)));
    const rows = concatenate(copies);
    const keys = copies.map((_, i) => context.random.stream(`augmentation-plan/key/${i + 1}`));
    // The row itself comes first, and is to be left as it is.
    const ofCopy = (text: (copy: number, row: number) => number) => (output: number) => {
      const at = output - table.rowCount;
      return at < 0 ? '' : String(text(numbers[at]!, rows[at]!));
    };
    const draft = repeatedPlan(
      table.rowCount,
      copies,
      { ...values, output: 'rows', provenance: false },
      context,
      {
        columns: [
          { name: '_copy_index', type: 'integer', text: ofCopy((copy) => copy) },
          {
            name: '_op_key',
            type: 'integer',
            text: ofCopy((copy, row) => Math.floor(keys[copy - 1]!.uniform(row) * KEYS)),
          },
        ],
        notices: [
          t(
            'Augment each copy with its key as the seed, in ways that keep the class: no mirror where left and right matter, no turn of a 6.',
          ),
          ...(most > 2
            ? [t`Rows are listed up to ${most} times; beyond twice most of a class is augmented.`]
            : []),
        ],
        tables: {
          augmentation: classes.values.slice(0, MOST_CLASSES).map((value, index) => ({
            class: value,
            rows: classes.counts[index]!,
            times: times[index]!,
            after: times[index]! * classes.counts[index]!,
          })),
        },
      },
    );
    return withoutUnlabelled(table, values, context, draft);
  },
};
