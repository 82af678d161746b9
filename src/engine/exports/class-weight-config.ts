import type { Json } from '../metric';
import { EngineError } from '../problems';
import type { Values } from '../params/params';
import { read } from '../params/values';
import { listed, quoted } from '../words';
import { classFacts, weightColumn, type ClassFact } from './class-facts';
import type { Exporter, ExportFacts } from './exporter';
import { labelConfig } from './label-config';
import { digits, jsonFile, provenanceOf, pythonHeader } from './provenance';
import { classWeightCode, FRAMEWORKS } from './class-weight-code';

/** Class weights for the usual trainers, from the weights of a recipe. */
export const classWeightConfig: Exporter = {
  id: 'class-weight-config',
  title: 'Class weights for trainers',
  summary:
    'Class weights as scikit-learn, PyTorch, Keras, XGBoost, LightGBM and CatBoost take them.',
  cites: [
    'scikit-learn, class_weight',
    'PyTorch, CrossEntropyLoss and BCEWithLogitsLoss',
    'XGBoost, scale_pos_weight',
  ],
  needs: ['label'],
  params: [
    {
      kind: 'choice',
      id: 'target',
      title: 'Trainer',
      summary: 'The trainer whose snippet is written; the figures are written for all.',
      default: 'all',
      options: [
        { value: 'all', title: 'All' },
        ...Object.entries(FRAMEWORKS).map(([value, { title }]) => ({ value, title })),
      ],
    },
    {
      kind: 'text',
      id: 'order',
      title: 'Class order',
      summary:
        'Labels in the order of the indices of the label encoder, with commas or as a JSON list; none means sorted.',
      default: '',
    },
    {
      kind: 'flag',
      id: 'both',
      title: 'Weights and repeats',
      summary:
        'Writes class weights although the recipe also repeats or makes rows, which corrects twice.',
      default: false,
      advanced: true,
    },
  ],
  fits: [{ weighs: true, repeats: false, makes: false, role: 'label' }],
  make(facts, values) {
    if (facts.plan.tables['labels'] && isLast(facts, 'multilabel-weights')) {
      return labelConfig(facts);
    }
    const classes = ordered(weighted(facts, values), read.text(values, 'order'));
    const spread = classes.filter(({ range: [low, high] }) => high - low > 1e-5 * high);
    const column = weightColumn(facts.plan)!.name;
    return {
      files: [
        { extension: 'json', content: () => [jsonFile(config(facts, classes, column))] },
        {
          extension: 'py',
          content: () => [
            pythonHeader('Class weights.', facts),
            classWeightCode(classes, column, read.text(values, 'target')),
          ],
        },
      ],
      notices: spread.length
        ? [
            `Rows of ${listed(spread.map(({ label }) => quoted(label)))} differ in weight: a class weight is their mean. Use the column ${quoted(column)} as row weights for the weights as they are.`,
          ]
        : [],
    };
  },
};

function isLast({ receipt }: ExportFacts, method: string): boolean {
  return receipt.steps.at(-1)?.method === method;
}

/** @throws EngineError bad-parameter (no weights, one class, or weights on top of repeats) */
function weighted(facts: ExportFacts, values: Values): ClassFact[] {
  const { plan } = facts;
  if (!weightColumn(plan)) {
    throw new EngineError(
      'bad-parameter',
      'The recipe sets no weights: add a step such as `class-weights`, then export.',
    );
  }
  const grown = plan.rows.length + (plan.made?.count ?? 0) - new Set(plan.rows).size;
  if (grown > 0 && !read.flag(values, 'both')) {
    throw new EngineError(
      'bad-parameter',
      'The recipe repeats or makes rows and weighs them too, which corrects twice. Drop one of the steps, or set `both` to export all the same.',
    );
  }
  const classes = classFacts(facts).filter(({ after }) => after > 0);
  if (classes.length > 1) return classes;
  throw new EngineError('one-class', 'There is only one class: a class weight changes nothing.');
}

/** The classes in the given order. @throws EngineError bad-parameter */
function ordered(classes: readonly ClassFact[], order: string): ClassFact[] {
  if (order.trim() === '') return [...classes];
  const names = order.trim().startsWith('[') ? jsonNames(order) : order.split(',');
  const wanted = (names ?? []).map((name) => (order.includes('[') ? name : name.trim()));
  const found = wanted.map((name) => classes.find(({ label }) => label === name));
  const complete = new Set(wanted).size === classes.length && wanted.length === classes.length;
  if (complete && found.every((fact) => fact !== undefined)) return found;
  throw new EngineError(
    'bad-parameter',
    `\`order\` must name each class once: ${listed(
      classes.map(({ label }) => quoted(label)),
      20,
    )}.`,
  );
}

function jsonNames(text: string): string[] | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return Array.isArray(value) ? value.map(String) : undefined;
  } catch {
    return undefined;
  }
}

function config(facts: ExportFacts, classes: readonly ClassFact[], column: string): Json {
  const labels = classes.map(({ label }) => label);
  const weights = classes.map(({ weight }) => digits(weight));
  const byLabel = Object.fromEntries(classes.map(({ label, weight }) => [label, digits(weight)]));
  const ratio = classes.length === 2 ? digits(classes[1]!.weight / classes[0]!.weight) : null;
  return {
    class_index: labels,
    weights: byLabel,
    sum: digits(weights.reduce((a, b) => a + b, 0)),
    counts: Object.fromEntries(classes.map(({ label, after }) => [label, after])),
    effective_sample_size: essOf(facts),
    scikit_learn: { class_weight: byLabel, sample_weight_column: column },
    pytorch: {
      cross_entropy_weight: weights,
      bce_pos_weight: ratio,
      note: 'CrossEntropyLoss with reduction="mean" divides by the sum of the weights of the batch.',
    },
    keras: { class_weight: Object.fromEntries(weights.map((weight, i) => [String(i), weight])) },
    xgboost: { scale_pos_weight: ratio, weight_column: column },
    lightgbm: { weight_column: column, scale_pos_weight: ratio },
    catboost: { class_names: labels, class_weights: weights },
    recipe: provenanceOf(facts),
  };
}

/** As the recipe states it. */
function essOf({ plan }: ExportFacts): Json {
  const figures = plan.tables['weights'] as Readonly<Record<string, Json>> | undefined;
  return typeof figures?.['ess'] === 'number' ? digits(figures['ess']) : null;
}
