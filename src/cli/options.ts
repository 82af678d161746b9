/** One option. Without `value` it is a flag. */
export interface OptionSpec {
  /** Without the dashes. */
  readonly name: string;
  /** What stands after it: `C`, `ID,...`. */
  readonly value?: string;
  /** May be given several times, and may be followed by several values once all files are named. */
  readonly many?: true;
  readonly choices?: readonly string[];
  readonly summary: string;
}

const READING: readonly OptionSpec[] = [
  {
    name: 'delimiter',
    value: 'D',
    summary: 'One character, or tab, comma, semicolon, pipe, space.',
  },
  {
    name: 'encoding',
    value: 'E',
    summary: 'utf-8, utf-16le, windows-1252, windows-1251, shift_jis, gb18030, big5, euc-kr ...',
  },
  { name: 'no-header', summary: 'The first row is data; columns are named column_1, column_2 ...' },
  {
    name: 'memory',
    value: 'MB',
    summary:
      'Memory for the cells of the file (a quarter of the machine, at most 4096 and seldom below 512).',
  },
  {
    name: 'workers',
    value: 'N',
    summary: 'Threads that read a large file (as many as the machine has, at most 4).',
  },
  { name: 'quiet', summary: 'No progress and no warnings on stderr.' },
];

const ROLES: readonly OptionSpec[] = [
  { name: 'label', value: 'C', summary: 'The column to predict, by name or #position from 1.' },
  { name: 'no-label', summary: 'There is no label; do not guess one.' },
  { name: 'text', value: 'C', summary: 'The column of text.' },
  { name: 'group', value: 'C', many: true, summary: 'Group columns, such as sex or site.' },
  { name: 'features', value: 'C,...', summary: 'Only these columns are features.' },
  {
    name: 'role',
    value: 'C=ROLE',
    many: true,
    summary: 'Any other role of a column: ignored, id, split, weight, timestamp ...',
  },
];

const ONLY: OptionSpec = {
  name: 'only',
  value: 'ID,...',
  many: true,
  summary: 'Only these metrics; see `ballast metrics`.',
};
const SET: OptionSpec = {
  name: 'set',
  value: 'param=value',
  many: true,
  summary: 'Change a parameter of the method.',
};
const SEED: OptionSpec = {
  name: 'seed',
  value: 'N',
  summary: 'Seed of the random numbers (0).',
};
const OUT: OptionSpec = { name: 'out', value: 'PATH', summary: 'Write to PATH.' };
const DRY_RUN: OptionSpec = {
  name: 'dry-run',
  summary: 'Write nothing; print the counts and, as JSON, the selected source rows.',
};
const OVERRIDE: OptionSpec = {
  name: 'override',
  value: 'CODE,...',
  many: true,
  summary: 'Pass blocking guards; the recipe file records it.',
};

const format = (choices: readonly string[]): OptionSpec => ({
  name: 'format',
  value: choices.join('|'),
  choices,
  summary: `What to print (${choices[0]!}).`,
});

/** One command with the positional arguments and options it takes. */
export interface CommandSpec {
  readonly name: CommandName;
  /** The last may be given several times when it is `many`. */
  readonly files: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly many?: true;
  }[];
  readonly summary: string;
  readonly options: readonly OptionSpec[];
}

export type CommandName =
  'audit' | 'balance' | 'run' | 'export' | 'evaluate' | 'methods' | 'metrics' | 'exports';

const JSON_FLAG: OptionSpec = { name: 'json', summary: 'Print JSON with every parameter.' };

/** Every command; parsing and --help read this list. */
export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'audit',
    files: [{ name: 'FILE', required: true, many: true }],
    summary: 'Measure a dataset and report what stands in the way of training on it.',
    options: [
      ...ROLES,
      {
        name: 'against',
        value: 'FILE2',
        summary: 'Compare with a second file (not yet available).',
      },
      ONLY,
      {
        name: 'set',
        value: 'metric.param=value',
        many: true,
        summary: 'Change a parameter of a metric.',
      },
      format(['text', 'json', 'md', 'html']),
      OUT,
      {
        name: 'fail-on',
        value: 'info|warning|error',
        choices: ['info', 'warning', 'error'],
        summary: 'Exit with 1 when an alert is at least this severe.',
      },
      ...READING,
    ],
  },
  {
    name: 'balance',
    files: [{ name: 'FILE', required: true, many: true }],
    summary: 'Apply one method and write the result beside the file; the file itself stays.',
    options: [
      { name: 'method', value: 'ID', summary: 'The method; see `ballast methods`.' },
      ...ROLES,
      SET,
      SEED,
      OUT,
      DRY_RUN,
      OVERRIDE,
      format(['text', 'json']),
      ...READING,
    ],
  },
  {
    name: 'run',
    files: [
      { name: 'RECIPE.json', required: true },
      { name: 'FILE', required: false, many: true },
    ],
    summary: 'Repeat a recipe, on the file it names or on another.',
    options: [OUT, DRY_RUN, OVERRIDE, format(['text', 'json']), ...READING],
  },
  {
    name: 'export',
    files: [
      { name: 'ID', required: true },
      { name: 'FILE', required: true },
    ],
    summary:
      'Write what a training job reads, from a recipe file or from one method on a dataset; see `ballast exports`.',
    options: [
      {
        name: 'option',
        value: 'param=value',
        many: true,
        summary: 'Change a parameter of the export.',
      },
      { name: 'recipe', value: 'RECIPE.json', summary: 'The recipe, where FILE is the dataset.' },
      { name: 'method', value: 'ID', summary: 'One method instead; see `ballast methods`.' },
      ...ROLES,
      SET,
      SEED,
      { name: 'out', value: 'PATH', summary: 'Write beside PATH, with its name.' },
      OVERRIDE,
      format(['text', 'json']),
      ...READING,
    ],
  },
  {
    name: 'evaluate',
    files: [{ name: 'FILE', required: true }],
    summary: 'Cross-validate remedies with small models: does balancing help? Nothing is written.',
    options: [
      {
        name: 'method',
        value: 'ID,...',
        many: true,
        summary: 'Methods to try, each with its defaults (those that suit the columns).',
      },
      { name: 'recipe', value: 'RECIPE.json', many: true, summary: 'Recipe files to try.' },
      ...ROLES,
      {
        name: 'set',
        value: 'setting=value',
        many: true,
        summary: 'Change folds (5), repeats (1), rows (20000) or score (macro-f1).',
      },
      { name: 'seed', value: 'N', summary: 'Seed of the folds and of the methods (0).' },
      format(['text', 'json', 'md', 'html']),
      OUT,
      ...READING,
    ],
  },
  {
    name: 'methods',
    files: [{ name: 'ID', required: false }],
    summary: 'List the methods, or one with its parameters.',
    options: [JSON_FLAG],
  },
  {
    name: 'metrics',
    files: [{ name: 'ID', required: false }],
    summary: 'List the metrics, or one with its parameters.',
    options: [JSON_FLAG],
  },
  {
    name: 'exports',
    files: [{ name: 'ID', required: false }],
    summary: 'List the exports, or one with its parameters.',
    options: [JSON_FLAG],
  },
];
