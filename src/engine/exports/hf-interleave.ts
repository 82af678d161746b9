import { columnNamed } from '../methods/columns';
import type { ChoiceParam, ColumnParam, Values } from '../params/params';
import { classesOf } from '../table/classes';
import { outputRows } from '../plan/plan';
import { EngineError } from '../problems';
import { columnWith } from '../roles/roles';
import { read } from '../params/values';
import { count, listed, quoted } from '../words';
import { sourceOf, weightColumn } from './class-facts';
import type { Exporter, ExportFacts } from './exporter';
import { digits, jsonFile, literal, provenanceOf, pythonHeader, pythonList } from './provenance';

const COLUMN: ColumnParam = {
  kind: 'column',
  id: 'column',
  title: 'Groups',
  summary:
    'The column whose values are mixed; none means the domain column, or the first group column.',
  default: null,
  role: 'domain',
};

const STOPPING: ChoiceParam = {
  kind: 'choice',
  id: 'stopping',
  title: 'Stops',
  summary: 'When the mixture ends.',
  default: 'first_exhausted',
  options: [
    { value: 'first_exhausted', title: 'When one group is used up' },
    { value: 'all_exhausted', title: 'When all are, smaller ones repeating' },
    { value: 'all_exhausted_without_replacement', title: 'When all are, without repeats' },
  ],
};

/** A group with its rows in the output and its share of the draws. */
interface Part {
  readonly group: string;
  readonly rows: number;
  readonly share: number;
}

/** The call that mixes the groups of a file with the shares of a recipe, for Hugging Face datasets. */
export const hfInterleave: Exporter = {
  id: 'hf-interleave',
  title: 'Hugging Face mixture',
  summary:
    'An interleave_datasets call that draws the groups of the result with given probabilities.',
  cites: ['Hugging Face datasets, interleave_datasets'],
  needs: [],
  params: [
    COLUMN,
    {
      kind: 'table',
      of: 'cells',
      id: 'probabilities',
      title: 'Probabilities',
      summary:
        'The probability of every group, scaled to 1; none means the shares of weight in the result.',
      default: {},
      min: 0,
    },
    STOPPING,
    {
      kind: 'number',
      id: 'seed',
      title: 'Seed',
      summary: 'Seed of the draws; none means the seed of the recipe.',
      default: null,
      min: 0,
      integer: true,
      advanced: true,
    },
    {
      kind: 'flag',
      id: 'streaming',
      title: 'Streaming',
      summary: 'Reads while it draws; with several processes each of them stops on its own.',
      default: false,
    },
    {
      kind: 'text',
      id: 'files',
      title: 'File per group',
      summary:
        'A path with `{group}` in it where every group has a file; none means the rows of one file.',
      default: '',
      advanced: true,
    },
  ],
  fits: [{ role: 'domain' }],
  make(facts, values) {
    const column = columnOf(facts, values);
    const { parts, left } = partsOf(facts, column, values);
    const stopping = read.text(values, 'stopping');
    const lengths = parts.map(({ rows, share }) => rows / share);
    const expected = stopping === 'first_exhausted' ? Math.min(...lengths) : Math.max(...lengths);
    const length = stopping === 'all_exhausted_without_replacement' ? total(parts) : expected;
    const mixture = {
      column: facts.table.columns[column]!.name,
      groups: parts.map(({ group, rows, share }) => ({
        group,
        rows,
        probability: digits(share),
        repeats: digits((length * share) / rows),
      })),
      stopping_strategy: stopping,
      seed: seedOf(facts, values),
      streaming: read.flag(values, 'streaming'),
      expected_rows: Math.round(length),
      recipe: provenanceOf(facts),
    };
    return {
      files: [
        { extension: 'py', content: () => [codeOf(facts, column, parts, length, values)] },
        { extension: 'json', content: () => [jsonFile(mixture)] },
      ],
      notices: left.length
        ? [`${listed(left.map(quoted))}: no rows or no probability, and left out.`]
        : [],
    };
  },
};

/** @throws EngineError missing-role, unknown-column */
function columnOf({ table, roles }: ExportFacts, values: Values): number {
  const named = read.textOrNull(values, COLUMN.id);
  if (named !== null) return columnNamed(table, named);
  const column = columnWith(roles, 'domain') ?? columnWith(roles, 'group');
  if (column !== undefined) return column;
  throw new EngineError('missing-role', 'A mixture needs a domain or group column: choose one.');
}

const total = (parts: readonly Part[]) => parts.reduce((sum, { rows }) => sum + rows, 0);

const seedOf = ({ receipt }: ExportFacts, values: Values) =>
  read.number(values, 'seed') ?? receipt.seed;

/** Groups that are drawn; those without rows or probability are left out, which the library would not bear. */
function partsOf(
  facts: ExportFacts,
  index: number,
  values: Values,
): { parts: Part[]; left: string[] } {
  const { table, profiles, plan, tick } = facts;
  const column = table.columns[index]!;
  const groups = classesOf(column, profiles[index]!);
  const weight = weightColumn(plan);
  const rows = new Float64Array(groups.values.length);
  const sums = new Float64Array(groups.values.length);
  const outputs = outputRows(plan);
  for (let output = 0; output < outputs; output++) {
    if (output % 8192 === 0) tick(output, outputs);
    const group = groups.indexOf[column.codes[sourceOf(plan, output)]!]!;
    if (group < 0) continue;
    rows[group]!++;
    sums[group]! += weight ? Number(weight.text(output)) : 1;
  }
  const given = read.table(values, 'probabilities');
  const unknown = Object.keys(given).filter((name) => !groups.values.includes(name));
  if (unknown.length) {
    throw new EngineError(
      'unknown-class',
      `\`probabilities\` names ${listed(unknown.map(quoted))}, which ${quoted(column.name)} does not have.`,
    );
  }
  const byHand = Object.keys(given).length > 0;
  const size = (group: number) =>
    byHand
      ? Object.hasOwn(given, groups.values[group]!)
        ? given[groups.values[group]!]!
        : 0
      : sums[group]!;
  const used = groups.values.flatMap((_, group) =>
    rows[group]! > 0 && size(group) > 0 ? [group] : [],
  );
  if (used.length < 2) {
    throw new EngineError('one-class', 'A mixture needs two groups with rows and a probability.');
  }
  if (used.length > 1000) {
    throw new EngineError(
      'bad-parameter',
      `${quoted(column.name)} has ${count(used.length)} groups; a mixture takes up to 1,000.`,
    );
  }
  const all = used.reduce((sum, group) => sum + size(group), 0);
  return {
    parts: used.map((group) => ({
      group: groups.values[group]!,
      rows: rows[group]!,
      share: size(group) / all,
    })),
    left: groups.values.filter((_, group) => !used.includes(group)),
  };
}

/** What `load_dataset` calls a format, and its options. */
const LOADERS: Readonly<Record<string, readonly [string, string]>> = {
  csv: ['csv', ''],
  tsv: ['csv', ', sep="\\t"'],
  jsonl: ['json', ''],
  json: ['json', ''],
  parquet: ['parquet', ''],
  arrow: ['arrow', ''],
};

function codeOf(
  facts: ExportFacts,
  column: number,
  parts: readonly Part[],
  length: number,
  values: Values,
): string {
  const { receipt, table } = facts;
  const [loader, options] = LOADERS[receipt.source.format] ?? ['csv', ''];
  const pattern = read.text(values, 'files');
  const shares = parts.map(({ share }) => digits(share));
  const load = pattern === '' ? filtered(loader, options) : perFile(loader, options);
  return `${pythonHeader('A mixture of groups, for Hugging Face datasets.', facts)}
# About ${count(length)} rows with stopping_strategy="${read.text(values, 'stopping')}".
# With streaming and several processes, each process stops on its own.
from datasets import interleave_datasets, load_dataset

COLUMN = ${literal(table.columns[column]!.name)}
GROUPS = ${pythonList(parts.map(({ group }) => literal(group)))}
PROBABILITIES = ${pythonList(shares.map(String))}
FILE${pattern === '' ? '' : 'S'} = ${literal(pattern === '' ? receipt.written.path : pattern)}
STREAMING = ${read.flag(values, 'streaming') ? 'True' : 'False'}
assert len(GROUPS) == len(PROBABILITIES) and abs(sum(PROBABILITIES) - 1) < 1e-6

${load}

def mixture(parts=None):
    """Draws rows of the groups with PROBABILITIES."""
    total = sum(PROBABILITIES)
    return interleave_datasets(
        load_parts() if parts is None else parts,
        probabilities=[p / total for p in PROBABILITIES],
        seed=${seedOf(facts, values)},
        stopping_strategy="${read.text(values, 'stopping')}",
    )
`;
}

function filtered(loader: string, options: string): string {
  return `
def load_parts(path=FILE):
    """The rows of each group, from one file."""
    whole = load_dataset("${loader}", data_files=path, split="train", streaming=STREAMING${options})
    return [whole.filter(lambda row, group=group: str(row[COLUMN]) == group) for group in GROUPS]
`;
}

function perFile(loader: string, options: string): string {
  return `
def load_parts(pattern=FILES):
    """The rows of each group, from a file of its own."""
    return [
        load_dataset("${loader}", data_files=pattern.replace("{group}", group), split="train", streaming=STREAMING${options})
        for group in GROUPS
    ]
`;
}
