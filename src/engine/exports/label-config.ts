import type { Json } from '../metric';
import type { Exported, ExportFacts } from './exporter';
import { digits, jsonFile, literal, provenanceOf, pythonHeader, pythonList } from './provenance';

interface LabelRow {
  readonly label: string;
  readonly positives: number;
  readonly negatives: number;
  readonly weight: number;
  readonly negativeWeight: number;
}

/** Weights per label of `multilabel-weights`, for losses over several labels at once. */
export function labelConfig(facts: ExportFacts): Exported {
  const rows = facts.plan.tables['labels'] as unknown as readonly LabelRow[];
  const labels = rows.map(({ label }) => label);
  const positive = rows.map(({ weight }) => digits(weight));
  const negative = rows.map(({ negativeWeight }) => digits(negativeWeight));
  const json: Json = {
    label_index: labels,
    positive_weight: positive,
    negative_weight: negative,
    positives: rows.map((row) => row.positives),
    negatives: rows.map((row) => row.negatives),
    pytorch: { bce_pos_weight: rows.map((row) => digits(row.weight / row.negativeWeight)) },
    recipe: provenanceOf(facts),
  };
  const code = `
# Labels in the order of the outputs of the model.
LABEL_INDEX = ${pythonList(labels.map(literal))}
POSITIVE_WEIGHT = ${pythonList(positive.map(String))}
NEGATIVE_WEIGHT = ${pythonList(negative.map(String))}
assert len(LABEL_INDEX) == len(POSITIVE_WEIGHT) == len(NEGATIVE_WEIGHT) == ${labels.length}


def torch_bce_with_logits(labels, **options):
    """BCEWithLogitsLoss over all labels; labels are the names of the outputs, to be checked."""
    import torch

    assert list(labels) == LABEL_INDEX, f"outputs are {list(labels)}, the weights are for {LABEL_INDEX}"
    ratio = [p / n for p, n in zip(POSITIVE_WEIGHT, NEGATIVE_WEIGHT)]
    return torch.nn.BCEWithLogitsLoss(pos_weight=torch.tensor(ratio), **options)
`;
  return {
    files: [
      { extension: 'json', content: () => [jsonFile(json)] },
      { extension: 'py', content: () => [pythonHeader('Weights per label.', facts), code] },
    ],
    notices: [],
  };
}
