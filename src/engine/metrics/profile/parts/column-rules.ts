import type { MetricContext } from '../../../metric';
import { variantsOf } from '../../../label-variants/column-variants';
import type { Role } from '../../../roles/roles';
import { chiSquareTail } from '../../../statistics/chi-square';
import { evenness } from '../../../statistics/evenness';
import { largestInOrder } from '../../../statistics/extremes';
import { spreadLengths } from '../../../sketches/spread-bins';
import { sketchOf } from '../../../table/open-columns';
import { holdsNumbers, type ColumnProfile } from '../../../table/profile';
import { countCodes, MISSING, type Column, type Table } from '../../../table/table';
import { SILENT } from '../../alerts';
import { oddDates, oddNumbers } from './column-numbers';
import { oddTexts, valueLengths } from './column-texts';

/** The rules, in the order in which their findings are told. */
export const RULES = [
  'empty-column',
  'constant',
  'missing',
  'mixed-nulls',
  'sentinel',
  'infinite',
  'special-only',
  'length-outliers',
  'high-cardinality',
  'near-constant',
  'imbalanced-category',
  'skewed',
  'zeros',
  'unique',
  'uniform',
  'constant-length',
  'whitespace',
] as const;
export type Rule = (typeof RULES)[number];

/** A rule that holds of a column. */
export interface ColumnFinding {
  readonly rule: Rule;
  readonly column: number;
  /** What the rule measures: a share of rows, a count, a skewness. */
  readonly value: number;
  /** Cells concerned; null where it is the whole column. */
  readonly cells: number | null;
  /** The first rows of a column that is not held stand for the rest. */
  readonly estimated?: true;
  /** Values of the file concerned, most frequent first, at most 5; '' is an empty cell. */
  readonly examples: readonly string[];
  /** Codes of the cells concerned, in the column or in its first rows. */
  readonly codes?: readonly number[];
  /** The numbers concerned, where codes are not known. */
  readonly numbers?: readonly number[];
}

/** Thresholds that can be set. */
export interface RuleLimits {
  /** Share of missing cells that is told. */
  readonly missing: number;
  /** Skewness. */
  readonly skewed: number;
  /** Different categories. */
  readonly categories: number;
}

const NEAR_CONSTANT = 0.99;
const FLAG = 0.01;
const ZEROS = 0.01;
const UNIQUE_ROWS = 20;
/** An estimate of different values this close to the cells means that hardly two are alike. */
const HARDLY_TWO = 0.98;
const UNIFORM = { values: 5, cells: 5, p: 0.999 };
const FIXED_VALUES = 50;
const UNEVEN = 0.5;
const SIGNS = 0.001;
const LENGTH_VALUES = 100;
const EXAMPLES = 5;
/** Values of a column that is not held which are looked at. */
const MOST_LOOKED = 8192;
/** Cells of the first rows that tell of the others. */
const TELLING = 5;
const WRITTEN = new Set(['text', 'code', 'list', 'path', 'url', 'email', 'uuid', 'hex']);
/** Roles whose findings are told by metrics of their own, or are no faults. */
const TOLD: ReadonlySet<Role> = new Set<Role>([
  'label',
  'group',
  'domain',
  'split',
  'prediction',
  'embedding',
]);

/** What the rules say of every column, column by column. @throws Cancelled */
export function columnFindings(
  table: Table,
  limits: RuleLimits,
  context: MetricContext,
): ColumnFinding[] {
  const { profiles, roles, tick } = context;
  // Spellings that differ in what stands around them alone are told with the others.
  const united = new Map(
    variantsOf(table, context).map(({ column, same }) => [
      column.index,
      new Set(same.flatMap((group) => group.map(({ code }) => code))),
    ]),
  );
  return table.columns.flatMap((column, done, all) => {
    tick(done, all.length);
    if (SILENT.has(roles[column.index]!) || table.rowCount === 0 || column.made) return [];
    const one = new ColumnRules(
      table,
      column,
      profiles[column.index]!,
      roles[column.index]!,
      () => {
        tick(done, all.length);
      },
    );
    return one.findings(limits, united.get(column.index) ?? NONE);
  });
}

const NONE: ReadonlySet<number> = new Set();

class ColumnRules {
  readonly #table: Table;
  readonly #column: Column;
  readonly #profile: ColumnProfile;
  readonly #role: Role;
  readonly #tick: () => void;
  /** Cells with a value. */
  readonly #n: number;
  /** The column, or its first rows where it is not held, with the cells of each code there. */
  readonly #looked: Column;
  readonly #counts: Float64Array;
  readonly #sketch: Column['sketch'];
  /** Cells of the column for each cell that was looked at. */
  readonly #scale: number;

  constructor(table: Table, column: Column, profile: ColumnProfile, role: Role, tick: () => void) {
    this.#table = table;
    this.#column = column;
    this.#profile = profile;
    this.#role = role;
    this.#tick = tick;
    this.#sketch = sketchOf(column, profile);
    this.#n = table.rowCount - profile.missing;
    this.#looked = this.#sketch?.head ?? column;
    this.#counts = countCodes(this.#looked, undefined, tick);
    this.#counts[MISSING] = 0;
    this.#scale = 1;
    if (!this.#sketch) return;
    // Values come in the order of the file, so that the first ones tell as much as all of the first rows.
    this.#counts.fill(0, MOST_LOOKED);
    const looked = this.#counts.reduce((sum, cells) => sum + cells, 0);
    this.#scale = this.#sketch.cells / Math.max(1, looked);
  }

  findings(limits: RuleLimits, united: ReadonlySet<number>): ColumnFinding[] {
    if (this.#n === 0) return [this.#whole('empty-column', 1)];
    const found = [
      this.#constant(),
      this.#missing(limits),
      ...this.#texts(united),
      ...this.#numbers(limits),
      this.#dates(),
      ...this.#lengths(),
      this.#different(limits),
      ...this.#shares(),
    ];
    return found.filter((finding) => finding !== undefined);
  }

  #whole(rule: Rule, value: number, examples: readonly string[] = []): ColumnFinding {
    return { rule, column: this.#column.index, value, cells: null, examples };
  }

  /** A finding about cells of some values. */
  #cells(rule: Rule, codes: readonly number[]): ColumnFinding {
    const cells = codes.reduce((sum, code) => sum + this.#counts[code]!, 0) * this.#scale;
    return {
      ...{ rule, column: this.#column.index, value: cells / this.#table.rowCount },
      cells: Math.round(cells),
      ...(this.#sketch && { estimated: true }),
      examples: this.#examples(codes),
      codes,
    };
  }

  /** Whether there are such cells; of first rows, so many that they tell of the others. */
  #areEnough(codes: readonly number[]): boolean {
    const cells = codes.reduce((sum, code) => sum + this.#counts[code]!, 0);
    return cells >= (this.#sketch ? TELLING : 1);
  }

  #examples(codes: readonly number[]): string[] {
    return [...codes]
      .sort((a, b) => this.#counts[b]! - this.#counts[a]! || a - b)
      .slice(0, EXAMPLES)
      .map((code) => this.#looked.dictionary.text(code));
  }

  /** A value that stands beside missing cells is a flag, and no constant. */
  #constant(): ColumnFinding | undefined {
    const { distinct, missing } = this.#profile;
    if (distinct !== 1 || this.#role === 'label' || missing > FLAG * this.#table.rowCount)
      return undefined;
    return this.#whole('constant', 1, this.#examples(this.#present()));
  }

  #present(): number[] {
    const missing = new Set(this.#sketch ? [MISSING] : this.#profile.missingCodes);
    const codes: number[] = [];
    for (let code = 1; code < this.#counts.length; code++) {
      if (this.#counts[code]! > 0 && !missing.has(code)) codes.push(code);
    }
    return codes;
  }

  #missing({ missing }: RuleLimits): ColumnFinding | undefined {
    const share = this.#profile.missing / this.#table.rowCount;
    if (this.#role === 'label' || !(share > missing)) return undefined;
    return { ...this.#whole('missing', share), cells: this.#profile.missing };
  }

  *#texts(united: ReadonlySet<number>): Generator<ColumnFinding> {
    const { nullLike, type, semantic, missing, agreement } = this.#profile;
    const isWritten = WRITTEN.has(type);
    if (!isWritten && nullLike === 0 && agreement === 1) return;
    const asMissing = holdsNumbers(this.#profile) || type === 'date';
    const { nulls, signs, spaced } = oddTexts(
      this.#looked.dictionary,
      this.#counts,
      { asMissing, within: semantic !== 'free-text' },
      this.#tick,
    );
    const empty = missing - (asMissing ? nullLike : 0);
    if (nullLike > 0 && nulls.length + (empty > 0 ? 1 : 0) > 1) {
      const finding = this.#cells('mixed-nulls', nulls);
      yield { ...finding, examples: [...(empty > 0 ? [''] : []), ...finding.examples] };
    }
    const odd = this.#cells('special-only', signs);
    if (this.#areEnough(signs) && odd.value * this.#table.rowCount > SIGNS * this.#n) yield odd;
    const padded = spaced.filter((code) => !united.has(code));
    const isKey = semantic === 'categorical' || semantic === 'identifier';
    if (isWritten && isKey && this.#role !== 'text' && this.#areEnough(padded)) {
      yield this.#cells('whitespace', padded);
    }
  }

  *#numbers({ skewed }: RuleLimits): Generator<ColumnFinding> {
    const found = oddNumbers(this.#table, this.#profile, this.#counts, skewed, this.#tick);
    if (!found) return;
    const column = this.#column.index;
    const those = (rule: Rule, cells: number, numbers: readonly number[]): ColumnFinding => ({
      ...{ rule, column, value: cells / this.#table.rowCount, cells, numbers },
      examples: numbers.map(String),
    });
    for (const { value, cells } of found.sentinels) yield those('sentinel', cells, [value]);
    if (found.infinities > 0) yield those('infinite', found.infinities, [Infinity, -Infinity]);
    if (found.fractions && found.zeros > ZEROS * this.#n) yield those('zeros', found.zeros, [0]);
    if (found.skewness !== null && Math.abs(found.skewness) > skewed) {
      yield this.#whole('skewed', found.skewness);
    }
  }

  #dates(): ColumnFinding | undefined {
    if (this.#profile.type !== 'date' || this.#sketch) return undefined;
    const odd = oddDates(this.#column, this.#counts, this.#tick);
    return odd.length === 0
      ? undefined
      : this.#cells(
          'sentinel',
          odd.map(({ code }) => code),
        );
  }

  *#lengths(): Generator<ColumnFinding> {
    const { type, semantic, distinct } = this.#profile;
    if (!WRITTEN.has(type) || distinct <= FIXED_VALUES || this.#role === 'text') return;
    if (semantic === 'free-text') return;
    const lengths = valueLengths(this.#looked.dictionary, this.#counts, this.#tick);
    if (!lengths) return;
    if (distinct > LENGTH_VALUES && this.#areEnough(lengths.odd))
      yield this.#cells('length-outliers', lengths.odd);
    const measured = this.#sketch?.characters && spreadLengths(this.#sketch.characters).values;
    const [min, max] = measured ? [measured[0], measured.at(-1)] : [lengths.min, lengths.max];
    const isFixed = min === max && (!this.#sketch || measured);
    if (isFixed && !this.#isUnique() && min !== undefined)
      yield this.#whole('constant-length', min);
  }

  #isUnique(): boolean {
    const { distinct, type, semantic, distinctEstimated } = this.#profile;
    if (type === 'float' || type === 'formatted-number' || type === 'date') return false;
    if (semantic === 'free-text' || semantic === 'structured' || this.#n < UNIQUE_ROWS)
      return false;
    return distinctEstimated ? distinct >= HARDLY_TWO * this.#n : distinct === this.#n;
  }

  /** How many values differ. */
  #different({ categories }: RuleLimits): ColumnFinding | undefined {
    const { semantic, distinct } = this.#profile;
    if (this.#role === 'feature' && this.#isUnique()) {
      const finding = this.#whole('unique', distinct);
      return this.#sketch ? { ...finding, estimated: true } : finding;
    }
    const isTold = this.#role !== 'feature' && this.#role !== 'group';
    if (semantic !== 'categorical' || distinct <= categories || isTold) return undefined;
    return this.#whole('high-cardinality', distinct);
  }

  /** How the rows are spread over the values. */
  *#shares(): Generator<ColumnFinding> {
    if (this.#sketch || TOLD.has(this.#role) || this.#profile.distinct < 2) return;
    const { semantic, distinct } = this.#profile;
    let highest = 0;
    for (let code = 1; code < this.#counts.length; code++) {
      if (this.#counts[code]! > highest) highest = this.#counts[code]!;
    }
    if (semantic !== 'categorical' && highest <= NEAR_CONSTANT * this.#n) return;
    const codes = this.#present();
    const counts = codes.map((code) => this.#counts[code]!);
    const top = largestInOrder(counts, 1)[0]!;
    const most = counts[top]!;
    const name = this.#looked.dictionary.text(codes[top]!);
    if (most > NEAR_CONSTANT * this.#n) {
      yield this.#whole('near-constant', most / this.#n, [name]);
      return;
    }
    if (semantic !== 'categorical') return;
    const uneven = 1 - evenness(counts);
    if (uneven > UNEVEN) yield this.#whole('imbalanced-category', most / this.#n, [name]);
    const expected = this.#n / distinct;
    if (distinct < UNIFORM.values || expected < UNIFORM.cells) return;
    const statistic = counts.reduce((sum, cells) => sum + (cells - expected) ** 2 / expected, 0);
    if (chiSquareTail(statistic, distinct - 1) > UNIFORM.p) yield this.#whole('uniform', distinct);
  }
}
