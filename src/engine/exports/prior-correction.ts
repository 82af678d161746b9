import type { Json } from '../metric';
import type { Values } from '../params/params';
import { EngineError } from '../problems';
import { read } from '../params/values';
import { listed, quoted } from '../words';
import { classFacts, type ClassFact } from './class-facts';
import type { Exporter, ExportFacts } from './exporter';
import { digits, jsonFile, literal, provenanceOf, pythonHeader, pythonList } from './provenance';

/** Undoes what a recipe does to class shares on the probabilities of a model trained on its result. */
export const priorCorrection: Exporter = {
  id: 'prior-correction',
  title: 'Correction of probabilities',
  summary:
    'Turns probabilities of a model trained on the result back to the class shares of the world.',
  cites: [
    'Saerens et al. 2002, Adjusting the Outputs of a Classifier to New a Priori Probabilities',
    'Elkan 2001, The Foundations of Cost-Sensitive Learning',
  ],
  needs: ['label'],
  params: [
    {
      kind: 'choice',
      id: 'mode',
      title: 'Shares to correct to',
      summary: 'The class shares where the model is used.',
      default: 'thresholding',
      options: [
        { value: 'thresholding', title: 'Those of the file' },
        { value: 'uniform', title: 'Equal' },
        { value: 'table', title: 'By hand' },
      ],
    },
    {
      kind: 'table',
      of: 'classes',
      id: 'priors',
      title: 'Shares by hand',
      summary: 'By hand: the share of every class where the model is used; they are scaled to 1.',
      default: {},
      min: 0,
    },
  ],
  fits: [
    { repeats: true, role: 'label' },
    { makes: true, role: 'label' },
    { drops: true, role: 'label' },
  ],
  make(facts, values) {
    const classes = classFacts(facts);
    if (classes.length < 2) {
      throw new EngineError('one-class', 'There is only one class: its probability is always 1.');
    }
    const train = sharesOf(classes.map(({ weightSum }) => weightSum));
    const wanted = wantedShares(classes, values);
    const zero = classes.filter((_, i) => train[i] === 0);
    return {
      files: [
        { extension: 'json', content: () => [jsonFile(config(facts, classes, train, wanted))] },
        { extension: 'py', content: () => [code(facts, classes, train, wanted)] },
      ],
      notices: [
        'Only calibrated probabilities are corrected rightly: check them on held-out rows.',
        ...(zero.length
          ? [
              `${listed(zero.map(({ label }) => quoted(label)))} ${zero.length === 1 ? 'has' : 'have'} no weight in the result, so ${zero.length === 1 ? 'its probability is' : 'their probabilities are'} left as predicted.`,
            ]
          : []),
      ],
    };
  },
};

/** @throws EngineError bad-parameter */
function wantedShares(classes: readonly ClassFact[], values: Values): number[] {
  switch (read.text(values, 'mode')) {
    case 'uniform':
      return classes.map(() => 1 / classes.length);
    case 'thresholding':
      return sharesOf(classes.map(({ before }) => before));
    default: {
      const table = read.table(values, 'priors');
      const unnamed = classes.filter(({ label }) => !Object.hasOwn(table, label));
      const unknown = Object.keys(table).filter((name) => classes.every((c) => c.label !== name));
      if (unnamed.length || unknown.length) {
        throw new EngineError(
          'bad-parameter',
          `\`priors\` must give each class a share${unnamed.length ? `; ${listed(unnamed.map(({ label }) => quoted(label)))} has none` : `; ${listed(unknown.map(quoted))} is no class`}.`,
        );
      }
      return sharesOf(classes.map(({ label }) => table[label]!));
    }
  }
}

/** @throws EngineError bad-parameter (all 0) */
function sharesOf(sizes: readonly number[]): number[] {
  const total = sizes.reduce((a, b) => a + b, 0);
  if (total > 0) return sizes.map((size) => size / total);
  throw new EngineError('bad-parameter', 'No class has a share above 0.');
}

function config(
  facts: ExportFacts,
  classes: readonly ClassFact[],
  train: readonly number[],
  wanted: readonly number[],
): Json {
  const byClass = (shares: readonly number[]) =>
    Object.fromEntries(classes.map(({ label }, i) => [label, digits(shares[i]!)]));
  return {
    class_index: classes.map(({ label }) => label),
    train_priors: byClass(train),
    new_priors: byClass(wanted),
    // Of two classes: the probability of the second above which the first stops being likelier.
    threshold: classes.length === 2 ? thresholdOf(train, wanted) : null,
    formula: "p'(c) = p(c) new(c) / train(c), divided by the sum over classes",
    recipe: provenanceOf(facts),
  };
}

/** The uncorrected probability at which the corrected one is a half. */
function thresholdOf(train: readonly number[], wanted: readonly number[]): number | null {
  const [a, b] = [wanted[0]! / train[0]!, wanted[1]! / train[1]!];
  return Number.isFinite(a) && Number.isFinite(b) && a + b > 0 ? digits(a / (a + b)) : null;
}

function code(
  facts: ExportFacts,
  classes: readonly ClassFact[],
  train: readonly number[],
  wanted: readonly number[],
): string {
  const numbers = (shares: readonly number[]) => pythonList(shares.map((s) => String(digits(s))));
  return `${pythonHeader('Corrects the probabilities of a model trained on the result of a recipe.', facts)}
# Labels as they are written in the file; columns of probabilities must be in this order.
CLASS_INDEX = ${pythonList(classes.map(({ label }) => literal(label)))}
# Class shares the model was trained on, and those where it is used.
TRAIN = ${numbers(train)}
NEW = ${numbers(wanted)}
assert abs(sum(TRAIN) - 1) < 1e-6 and abs(sum(NEW) - 1) < 1e-6


def correct(probabilities, train=TRAIN, new=NEW):
    """p(c) new(c) / train(c), divided by the sum over classes, for each row of probabilities.

    A class without training share is left as it is. correct(p, train=NEW, new=TRAIN) is the inverse.
    """
    corrected = []
    for row in probabilities:
        assert len(row) == len(CLASS_INDEX), "one probability per class, in the order of CLASS_INDEX"
        fixed = sum(p for p, t in zip(row, train) if t == 0)
        scaled = [p if t == 0 else p * n / t for p, t, n in zip(row, train, new)]
        total = sum(p for p, t in zip(scaled, train) if t > 0)
        rest = (1 - fixed) / total if total > 0 else 1
        corrected.append([p if t == 0 else p * rest for p, t in zip(scaled, train)])
    return corrected


def predict(probabilities, **priors):
    """The likeliest class of each row after the correction."""
    rows = correct(probabilities, **priors)
    return [CLASS_INDEX[max(range(len(row)), key=row.__getitem__)] for row in rows]
`;
}
