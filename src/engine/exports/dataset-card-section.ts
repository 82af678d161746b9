import type { Json } from '../metric';
import { methodOf } from '../methods';
import type { RecipeFile } from '../recipe/recipe-file';
import { read } from '../params/values';
import { count, many, percent } from '../words';
import type { Exporter, ExportFacts } from './exporter';
import { code, table, words } from './markdown';

/** Classes in the table; further ones are counted. */
const MOST = 50;

/** The part of a dataset card that says what was done. Figures are copied from the recipe, never worked out again. */
export const datasetCardSection: Exporter = {
  id: 'dataset-card-section',
  title: 'Section of a dataset card',
  summary:
    'Markdown that says what was changed and why, before and after, known limits, and how to undo it.',
  cites: ['Gebru et al. 2021, Datasheets for Datasets'],
  needs: [],
  params: [
    {
      kind: 'choice',
      id: 'detail',
      title: 'Detail',
      summary: 'How much is said.',
      default: 'full',
      options: [
        { value: 'full', title: 'Full' },
        { value: 'short', title: 'Short' },
      ],
    },
  ],
  make(facts, values) {
    const full = read.text(values, 'detail') === 'full';
    return {
      files: [{ extension: 'md', content: () => [section(facts, full)] }],
      notices: [],
    };
  },
};

function section(facts: ExportFacts, full: boolean): string {
  const { receipt } = facts;
  return [
    '## How this file was balanced',
    ...changes(receipt, full),
    ...classTable(receipt),
    ...weights(receipt),
    ...limits(receipt, full),
    ...undo(facts),
  ]
    .join('\n\n')
    .concat('\n');
}

function changes({ source, steps, rows, tool, seed }: RecipeFile, full: boolean): string[] {
  const list = steps.map(({ method, values }, i) => {
    const { title, summary, params } = methodOf(method);
    const set = params.filter(
      ({ id, default: usual }) => JSON.stringify(values[id]) !== JSON.stringify(usual),
    );
    const given = set.map(({ id }) => `${id} = ${code(JSON.stringify(values[id]))}`).join(', ');
    const why = full ? ` ${words(summary)}` : '';
    return `${i + 1}. **${title}** (\`${method}\`).${why}${given === '' ? '' : ` Set: ${given}.`}`;
  });
  const parts = [
    `${count(rows.kept)} kept`,
    ...(rows.repeated > 0 ? [`${count(rows.repeated)} repeated`] : []),
    ...(rows.made > 0 ? [`${count(rows.made)} made`] : []),
    ...(rows.removed > 0 ? [`${count(rows.removed)} removed`] : []),
  ];
  return [
    `From ${code(source.path)} (${many(source.rows, 'row')}), with ${tool.name} ${tool.version} and seed ${seed}: ${parts.join(', ')}.`,
    list.join('\n'),
  ];
}

function classTable({ before, after }: RecipeFile): string[] {
  if (before.classes.length === 0) return [];
  const now = new Map(after.classes.map((entry) => [entry.value, entry]));
  const weighted = after.classes.some(({ weight }) => weight !== undefined);
  const rows = before.classes.slice(0, MOST).map(({ value, count: rows }) => {
    const entry = now.get(value);
    const share = entry?.weight === undefined ? '' : percent(entry.weight);
    return [code(value), count(rows), count(entry?.count ?? 0), ...(weighted ? [share] : [])];
  });
  const more = before.classes.length - rows.length;
  return [
    '### Classes',
    table(['Class', 'Rows before', 'Rows after', ...(weighted ? ['Share of weight'] : [])], rows),
    ...(more > 0 ? [`And ${many(more, 'more class', 'more classes')}.`] : []),
  ];
}

function weights({ tables }: RecipeFile): string[] {
  const figures = tables['weights'] as Readonly<Record<string, Json>> | undefined;
  const number = (key: string) => (typeof figures?.[key] === 'number' ? figures[key] : undefined);
  const [ess, rows, cap] = [number('ess'), number('rows'), number('cap')];
  if (ess === undefined || rows === undefined) return [];
  const name = typeof figures?.['column'] === 'string' ? figures['column'] : '_weight';
  return [
    '### Weights',
    `The column ${code(name)} weighs ${many(rows, 'row')}, worth ${count(ess)} effective rows (${percent(ess / rows)}). Weights go from ${short(number('min'))} to ${short(number('max'))}${cap === undefined ? '' : `, with a limit of ${short(cap)} times the mean (${many(number('capped') ?? 0, 'row')} held there)`}.`,
  ];
}

const short = (value: number | undefined) =>
  value === undefined ? '?' : String(Number(value.toPrecision(4)));

const LEVEL = { block: 'Overridden', warning: 'Warning', note: 'Note', passed: 'Passed' } as const;

function limits({ guards, notices }: RecipeFile, full: boolean): string[] {
  const lines = [
    ...guards.map(({ code: rule, level, title, message }) =>
      full || level !== 'passed'
        ? `- ${LEVEL[level]} ${rule}: ${words(title)}${full ? ` ${words(message)}` : ''}`
        : `- ${LEVEL[level]} ${rule}.`,
    ),
    ...notices.map((notice) => `- ${words(notice)}`),
  ];
  return lines.length === 0 ? [] : ['### Known limits', lines.join('\n')];
}

function undo({ receipt, recipeFile }: ExportFacts): string[] {
  const { source, written, before, after } = receipt;
  const again =
    recipeFile === null
      ? 'The recipe of this section was not written.'
      : `${code(recipeFile)} repeats it: \`ballast run\` with that file gives the same bytes.`;
  const weighted = after.rows === before.rows && written.removed === null;
  const back = weighted
    ? 'No row was changed; dropping the added columns gives the source back.'
    : `The source ${code(source.path)} (sha256 \`${source.sha256}\`) was not changed.`;
  const removed =
    written.removed === null ? '' : ` Removed rows, with reasons, are in ${code(written.removed)}.`;
  return ['### How to undo it', `${back}${removed} ${again}`];
}
