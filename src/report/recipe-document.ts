import type { MixtureRow } from '../engine/methods/mixture/parts/mixture-tables';
import type { PartFigures } from '../engine/methods/split/parts/part-plan';
import type { Balance, Preview } from '../engine/preview/preview';
import { pathsOf, type WrittenPaths } from '../engine/recipe/written-paths';
import { count, many, percent, times } from '../engine/words';
import type { Block, Cell, Figure, Finding } from './document';
import { ratio } from './words';

/** Classes that a report for people shows; JSON has all. */
const SHOWN = 20;

/** What a recipe did, or would do, for people. */
export interface RecipeOutcome extends Pick<
  Preview,
  'before' | 'after' | 'classes' | 'rows' | 'steps' | 'guards' | 'notices' | 'tables'
> {
  /** Path of the source as given. */
  readonly source: string;
}

/** Before and after, class by class, then the guards that spoke and the files. */
export function recipeDocument(outcome: RecipeOutcome, names: WrittenPaths, dry: boolean): Block[] {
  const steps = outcome.steps.map(({ method }) => method).join(', ');
  const files = pathsOf(names);
  return [
    { kind: 'title', name: outcome.source, facts: steps },
    { kind: 'figures', figures: figuresOf(outcome) },
    ...classesOf(outcome),
    ...partsOf(outcome),
    ...mixtureOf(outcome),
    ...guardsOf(outcome),
    { kind: 'heading', text: dry ? 'Would be written' : 'Written' },
    {
      kind: 'table',
      head: [{ text: 'File' }],
      rows: files.map((file): Cell[] => [{ code: file }]),
    },
  ];
}

function figuresOf({ before, after, rows }: RecipeOutcome): Figure[] {
  const parts = [
    ...(rows.repeated > 0 ? [`${count(rows.repeated)} repeated`] : []),
    ...(rows.made > 0 ? [`${count(rows.made)} made`] : []),
    ...(rows.removed > 0 ? [`${count(rows.removed)} removed`] : []),
  ];
  const change = (of: (balance: Balance) => string) => `${of(before)} → ${of(after)}`;
  const figures = [
    { label: 'Rows', value: change((b) => count(b.rows)), note: parts.join(', ') },
    { label: 'Exact Copies', value: change((b) => count(b.duplicateRows)), note: 'rows' },
  ];
  if (before.imbalanceRatio === null || after.imbalanceRatio === null) return figures;
  const value = change((b) => ratio(b.imbalanceRatio ?? 1));
  return [...figures, { label: 'Imbalance Ratio', value, note: 'to 1' }];
}

function classesOf({ before, after, classes }: RecipeOutcome): Block[] {
  if (classes.length === 0) return [];
  const weights = new Map(after.classes.map(({ value, weight }) => [value, weight]));
  const weighted = after.classes.some(({ weight }) => weight !== undefined);
  const counts = new Map(before.classes.map((entry) => [entry.value, entry.count]));
  const columns = ['Before', 'Kept', 'Repeated', 'Made', 'Removed', 'After'];
  const head = ['Class', ...columns, ...(weighted ? ['By weight'] : [])].map((text, index) => ({
    text,
    numeric: index > 0,
  }));
  const rows = classes
    .slice(0, SHOWN)
    .map(({ value, kept, repeated, made, removed, after: total }): Cell[] => {
      const figures = [counts.get(value) ?? 0, kept, repeated, made, removed, total].map(count);
      const weight = weights.get(value);
      const share = weight === undefined ? '' : `${(weight * 100).toFixed(1)}%`;
      return [{ code: value }, ...figures, ...(weighted ? [share] : [])];
    });
  const rest = classes.length - rows.length;
  return [
    { kind: 'heading', text: 'Classes' },
    { kind: 'table', head, rows },
    ...(rest > 0
      ? [{ kind: 'prose', text: `And ${many(rest, 'more class', 'more classes')}.` } as const]
      : []),
  ];
}

/** The parts of a split, with the rows of the rarest class in each. */
function partsOf({ tables }: RecipeOutcome): Block[] {
  const parts = tables['split'] as unknown as readonly PartFigures[] | undefined;
  if (!parts) return [];
  const rarest = ({ classes }: PartFigures) =>
    classes.reduce<PartFigures['classes'][number] | undefined>(
      (least, own) => (least && least.rows <= own.rows ? least : own),
      undefined,
    );
  const head = ['Part', 'Rows', 'Share', 'Rarest Class', 'Its Rows'].map((text, i) => ({
    text,
    numeric: i !== 0 && i !== 3,
  }));
  const rows = parts.slice(0, SHOWN).map((part): Cell[] => {
    const least = rarest(part);
    const own: Cell[] = least ? [{ code: least.value }, count(least.rows)] : ['', ''];
    return [{ code: part.part }, count(part.rows), percent(part.share), ...own];
  });
  return [
    { kind: 'heading', text: 'Parts' },
    { kind: 'table', head, rows },
  ];
}

/** What a mixture gives each group, largest share first. */
function mixtureOf({ tables }: RecipeOutcome): Block[] {
  const groups = tables['mixture'] as unknown as readonly MixtureRow[] | undefined;
  if (!groups) return [];
  const head = ['Group', 'Natural', 'Share', 'Passes', 'Rows'].map((text, i) => ({
    text,
    numeric: i !== 0,
  }));
  const rows = [...groups]
    .sort((a, b) => b.share - a.share)
    .slice(0, SHOWN)
    .map(({ group, natural, share, repeats, written }): Cell[] => [
      { code: group },
      ...[percent(natural), percent(share), times(repeats), count(written)],
    ]);
  return [
    { kind: 'heading', text: 'Mixture' },
    { kind: 'table', head, rows },
  ];
}

const SEVERITY = { passed: 'passed', note: 'info', warning: 'warning', block: 'error' } as const;

function guardsOf({ guards, notices }: RecipeOutcome): Block[] {
  const findings = [
    ...guards.map(({ code, level, title, message }): Finding => {
      const rows = level === 'block' ? `blocks; --override ${code}` : '';
      return { severity: SEVERITY[level], title, message, rows };
    }),
    ...notices.map((title): Finding => ({ severity: 'info', title, message: '', rows: '' })),
  ];
  if (findings.length === 0) return [];
  return [
    { kind: 'heading', text: 'To know' },
    { kind: 'findings', findings },
  ];
}
