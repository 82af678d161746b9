import type { ClassFact } from './class-facts';
import { digits, literal, pythonDict, pythonList } from './provenance';

/** A trainer and its part of the file. Code needs the trainer alone, and nothing at import. */
interface Framework {
  readonly title: string;
  /** For two classes only. */
  readonly binary?: true;
  code(column: string): string;
}

/** Every trainer, by the word of the parameter `target`. */
export const FRAMEWORKS: Readonly<Record<string, Framework>> = {
  'scikit-learn': {
    title: 'scikit-learn',
    code: () => `
def sklearn_class_weight(classes):
    """class_weight= of an estimator, for the classes as they are in y (such as encoder.classes_)."""
    return {c: CLASS_WEIGHT[str(c)] for c in check_classes(classes)}


def sklearn_sample_weight(y):
    """sample_weight= of fit(): one weight per row."""
    return [CLASS_WEIGHT[str(label)] for label in y]
`,
  },
  pytorch: {
    title: 'PyTorch',
    code: () => `
def torch_cross_entropy(classes, **options):
    """CrossEntropyLoss with these weights; its mean divides by the sum of the weights of a batch."""
    import torch

    weight = torch.tensor([CLASS_WEIGHT[str(c)] for c in check_classes(classes)])
    return torch.nn.CrossEntropyLoss(weight=weight, **options)


def torch_bce_with_logits(**options):
    """BCEWithLogitsLoss for two classes; the second of CLASS_INDEX is the positive one."""
    import torch

    return torch.nn.BCEWithLogitsLoss(pos_weight=torch.tensor(pos_weight()), **options)
`,
  },
  keras: {
    title: 'Keras',
    code: () => `
def keras_class_weight(classes):
    """class_weight= of model.fit(), by index."""
    return {i: CLASS_WEIGHT[str(c)] for i, c in enumerate(check_classes(classes))}
`,
  },
  xgboost: {
    title: 'XGBoost',
    code: () => `
def xgboost_params():
    """scale_pos_weight for two classes; for more give row weights to DMatrix(weight=...)."""
    return {"scale_pos_weight": pos_weight()}
`,
  },
  lightgbm: {
    title: 'LightGBM',
    code: (column) => `
def lightgbm_params():
    """The column of row weights, for training from a file with a header."""
    return {"weight_column": "name:" + ${literal(column)}}
`,
  },
  catboost: {
    title: 'CatBoost',
    code: () => `
def catboost_params(classes):
    """class_names= and class_weights= of CatBoostClassifier."""
    names = list(check_classes(classes))
    return {"class_names": names, "class_weights": [CLASS_WEIGHT[str(c)] for c in names]}
`,
  },
};

/** The Python file: the order of the classes, their weights, their sum asserted, and the part of the trainers asked for. */
export function classWeightCode(
  classes: readonly ClassFact[],
  column: string,
  target: string,
): string {
  const weights = classes.map(({ weight }) => digits(weight));
  const sum = digits(weights.reduce((a, b) => a + b, 0));
  const parts = Object.entries(FRAMEWORKS).filter(([id]) => target === 'all' || id === target);
  return `
# Labels as they are written in the file, in the order of their indices.
CLASS_INDEX = ${pythonList(classes.map(({ label }) => literal(label)))}
CLASS_WEIGHT = ${pythonDict(classes.map(({ label, weight }) => [label, weight]))}
assert abs(sum(CLASS_WEIGHT.values()) - ${sum}) < 1e-6 * ${Math.max(1, sum)}

# Weights and a balanced sampler correct the same thing twice: use one of them.


def check_classes(classes):
    """The classes of a label encoder, which must be those of the file, in its order."""
    names = [str(c) for c in classes]
    assert names == CLASS_INDEX, f"classes are {names}, the weights are for {CLASS_INDEX}"
    return classes


def pos_weight():
    """Weight of a positive for each negative, of two classes."""
    assert len(CLASS_INDEX) == 2, "only two classes have a positive one"
    negative, positive = CLASS_INDEX
    return CLASS_WEIGHT[positive] / CLASS_WEIGHT[negative]

${parts.map(([, { code }]) => code(column)).join('\n')}`;
}
