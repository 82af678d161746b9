import { EngineError } from '../problems';
import { outputRows } from '../plan/plan';
import { outputAt } from '../plan/planned-table';
import { read } from '../params/values';
import { count, times } from '../words';
import { classFacts, weightColumn, sourceOf } from './class-facts';
import type { Exporter, ExportFacts } from './exporter';
import { digits, literal, pythonHeader } from './provenance';

/** Numbers per piece of a file. */
const PIECE = 8192;

/** Weights or rows for a PyTorch sampler, with the lines that read them. */
export const pytorchSampler: Exporter = {
  id: 'pytorch-sampler',
  title: 'PyTorch sampler',
  summary:
    'Row weights for WeightedRandomSampler, or the rows of the recipe as a sampler, with a loader.',
  cites: ['PyTorch, torch.utils.data.WeightedRandomSampler'],
  needs: [],
  params: [
    {
      kind: 'number',
      id: 'numSamples',
      title: 'Rows per epoch',
      summary: 'Rows drawn per epoch; none means as many as there are.',
      default: null,
      min: 1,
      integer: true,
    },
    {
      kind: 'flag',
      id: 'replacement',
      title: 'With replacement',
      summary: 'A row may be drawn several times per epoch.',
      default: true,
    },
    {
      kind: 'choice',
      id: 'format',
      title: 'Format',
      summary: 'How the numbers are written.',
      default: 'csv',
      options: [
        { value: 'csv', title: 'One number per line' },
        { value: 'jsonl', title: 'JSON Lines' },
        { value: 'bin', title: 'Binary, little endian' },
      ],
    },
  ],
  fits: [{ weighs: true }, { repeats: true, makes: false }],
  make(facts, values) {
    const format = read.text(values, 'format');
    const weighted = weightColumn(facts.plan) !== undefined;
    const numbers = weighted ? outputWeights(facts) : sourceRows(facts);
    const samples = read.number(values, 'numSamples') ?? numbers.length;
    const replacement = read.flag(values, 'replacement');
    if (weighted) requireEnough(numbers, samples, replacement);
    const code = weighted
      ? weightedCode(facts, { numbers, samples, replacement, format })
      : indexCode(facts, numbers.length, format);
    return {
      files: [
        { extension: 'py', content: () => [code] },
        { extension: format, content: () => pieces(numbers, format, weighted) },
      ],
      notices: weighted
        ? []
        : ['The recipe sets no weights: the sampler walks the rows of the recipe in their order.'],
    };
  },
};

/** Weights in the order of the output's rows. @throws Cancelled */
function outputWeights({ plan, tick }: ExportFacts): Float64Array {
  const column = weightColumn(plan)!;
  const outputs = outputRows(plan);
  return new Float64Array(outputs).map((_, at) => {
    if (at % PIECE === 0) tick(at, outputs);
    return Number(column.text(outputAt(plan, at)));
  });
}

/** Source rows in the order of the output. @throws EngineError bad-parameter (made rows) */
function sourceRows({ plan, tick }: ExportFacts): Float64Array {
  if (plan.made?.count) {
    throw new EngineError(
      'bad-parameter',
      'Made rows are in no row of the source, so there is no index of them. Write the file, and sample from that.',
    );
  }
  return new Float64Array(plan.rows.length).map((_, at) => {
    if (at % PIECE === 0) tick(at, plan.rows.length);
    return sourceOf(plan, outputAt(plan, at));
  });
}

/** PyTorch refuses to draw more rows than have weight. @throws EngineError bad-parameter */
function requireEnough(weights: Float64Array, samples: number, replacement: boolean): void {
  if (replacement) return;
  const positive = weights.reduce((n, weight) => n + (weight > 0 ? 1 : 0), 0);
  if (samples <= positive) return;
  throw new EngineError(
    'bad-parameter',
    `Without replacement at most ${count(positive)} rows can be drawn: so many weigh more than 0. Lower \`numSamples\`, or draw with replacement.`,
  );
}

function* pieces(
  numbers: Float64Array,
  format: string,
  weighted: boolean,
): Generator<string | Uint8Array> {
  for (let from = 0; from < numbers.length; from += PIECE) {
    const part = numbers.subarray(from, from + PIECE);
    if (format === 'bin') yield littleEndian(part, weighted);
    else if (format === 'csv') yield `${Array.from(part, String).join('\n')}\n`;
    else yield part.reduce((text, n, i) => `${text}${jsonLine(from + i, n, weighted)}`, '');
  }
}

function jsonLine(at: number, n: number, weighted: boolean): string {
  return `${JSON.stringify(weighted ? { at, weight: n } : { at, row: n })}\n`;
}

/** Weights as float64, rows as uint32. */
function littleEndian(part: Float64Array, weighted: boolean): Uint8Array {
  const size = weighted ? 8 : 4;
  const view = new DataView(new ArrayBuffer(part.length * size));
  part.forEach((n, i) => {
    if (weighted) view.setFloat64(i * size, n, true);
    else view.setUint32(i * size, n, true);
  });
  return new Uint8Array(view.buffer);
}

/** The line of Python that reads the numbers of `path`. */
function reading(format: string, weighted: boolean): string {
  const [kind, key, type] = weighted ? ['float', 'weight', 'd'] : ['int', 'row', 'I'];
  if (format === 'bin') {
    return `    values = array.array("${type}")
    values.frombytes(Path(path).read_bytes())
    if sys.byteorder == "big":
        values.byteswap()
    values = list(values)`;
  }
  const each = format === 'csv' ? `${kind}(line)` : `json.loads(line)["${key}"]`;
  return `    with open(path, encoding="utf-8") as lines:
        values = [${each} for line in lines]`;
}

const IMPORTS = `import array
import json
import sys
from pathlib import Path

from torch.utils.data import Sampler, WeightedRandomSampler
`;

function weightedCode(
  facts: ExportFacts,
  made: { numbers: Float64Array; samples: number; replacement: boolean; format: string },
): string {
  const { numbers, samples, replacement, format } = made;
  let [sum, most] = [0, 0];
  for (const weight of numbers) {
    sum += weight;
    most = Math.max(most, weight);
  }
  const classes = classFacts(facts).filter(({ after }) => after > 0);
  const total = classes.reduce((all, { weightSum }) => all + weightSum, 0);
  const draws = classes.slice(0, 50).map(({ label, after, weightSum }) => {
    const share = weightSum / total;
    return `#   ${literal(label)}: ${count(samples * share)} draws of ${count(after)} rows\n`;
  });
  return `${pythonHeader('Row weights for a WeightedRandomSampler.', facts)}#
# Expected per epoch of ${count(samples)} draws:
${draws.join('')}# The heaviest row is drawn ${times((samples * most) / sum)} times on average.
# The weights are in the row order of ${literal(fileOf(facts))}. Do not add class weights to the loss as well.
${IMPORTS}
ROWS = ${numbers.length}
SUM = ${digits(sum)}


def load_weights(path):
    """One weight per row, in row order."""
${reading(format, true)}
    assert len(values) == ROWS and abs(sum(values) - SUM) <= 1e-6 * SUM, "not the file of this sampler"
    return values


def weighted_sampler(path, generator=None):
    """The sampler, for DataLoader(dataset, sampler=...)."""
    return WeightedRandomSampler(
        load_weights(path), num_samples=${samples}, replacement=${replacement ? 'True' : 'False'}, generator=generator
    )
`;
}

function indexCode(facts: ExportFacts, rows: number, format: string): string {
  return `${pythonHeader('The rows of a recipe as a sampler.', facts)}# Rows are those of ${literal(facts.receipt.source.path)}, from 0; a row may come several times.
${IMPORTS}
ROWS = ${rows}


def load_rows(path):
    """Rows of the source, in the order of the recipe."""
${reading(format, false)}
    assert len(values) == ROWS, "not the file of this sampler"
    return values


class RecipeSampler(Sampler):
    """Walks the rows of the recipe, for DataLoader(dataset, sampler=...)."""

    def __init__(self, path):
        self.rows = load_rows(path)

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)
`;
}

/** The file whose row order the weights have: the source while every row stays in its place. */
function fileOf({ receipt, plan }: ExportFacts): string {
  const same = !plan.order && !plan.made?.count && plan.rows.length === receipt.source.rows;
  return same && plan.rows.every((row, i) => row === i)
    ? receipt.source.path
    : receipt.written.path;
}
