import { GrowingDictionary } from '../table/growing-dictionary';
import { madeText, NO_ROW, type AddedColumn, type MadeRows, type Plan } from './plan';
import { PlannedBacking } from './planned-backing';
import type { Role, Roles } from '../roles/roles';
import {
  isOpen,
  MISSING,
  TextDictionary,
  type Codes,
  type Column,
  type Dictionary,
  type Table,
  type TableTick,
} from '../table/table';
import { everyRow } from '../ticks';

/** What of a plan makes a table. */
export type PlannedRows = Pick<Plan, 'rows' | 'made' | 'order' | 'columns'>;

/** The output number of each row of the planned table: `order`, or the identity. */
export function outputAt(plan: PlannedRows, position: number): number {
  return plan.order ? plan.order[position]! : position;
}

/**
 * The table a plan would write, in output order: repeated rows repeat their codes, made values get dictionary entries
 * of their own where they are new, added columns come last. It has no spans: its rows lie in no file. No cell is
 * gathered before it is asked for, and `tick` hears of it then; columns over open ones stay open where no value was made.
 */
export function plannedTable(table: Table, plan: PlannedRows, tick?: TableTick): Table {
  const rowCount = plan.rows.length + (plan.made?.count ?? 0);
  const ticked = everyRow(tick);
  let known: Origins | undefined;
  const origins = () => (known ??= originsOf(plan, rowCount, ticked));
  const columns = table.columns.map((column, index): Column => {
    const text = plan.made?.count ? madeCells(plan.made, index) : undefined;
    const gathered = () =>
      text ? withMade(column, origins(), text, ticked) : copied(column, origins(), ticked);
    return new PlannedColumn(index, column.name, gathered, !text && isOpen(table, index));
  });
  for (const added of plan.columns) {
    const coded = () => codedTexts(added, plan, rowCount, ticked);
    columns.push(new PlannedColumn(columns.length, added.name, coded, false));
  }
  const { backing } = table;
  return {
    rowCount,
    columns,
    ...(backing && { backing: new PlannedBacking(backing, columns, () => origins().rows) }),
  };
}

/** Source row (the parent of a made row) per row of the planned table, and the made number where there are made rows. */
interface Origins {
  readonly rows: Uint32Array;
  /** NO_ROW for kept rows. */
  readonly made?: Uint32Array;
}

function originsOf(plan: PlannedRows, rowCount: number, tick: TableTick): Origins {
  const { made, order } = plan;
  const kept = plan.rows.length;
  if (!made?.count) {
    return { rows: order ? order.map((output) => plan.rows[output]!) : plan.rows };
  }
  const origins = { rows: new Uint32Array(rowCount), made: new Uint32Array(rowCount).fill(NO_ROW) };
  for (let at = 0; at < rowCount; at++) {
    tick(at, rowCount);
    const output = outputAt(plan, at);
    if (output < kept) {
      origins.rows[at] = plan.rows[output]!;
    } else {
      origins.made[at] = output - kept;
      origins.rows[at] = made.parents[output - kept]!;
    }
  }
  return origins;
}

type Cells = Pick<Column, 'codes' | 'dictionary'>;

/** A column whose cells are worked out when they are first asked for. */
class PlannedColumn implements Column {
  readonly index: number;
  readonly name: string;
  readonly open: boolean;
  #work: (() => Cells) | undefined;
  #cells: Cells | undefined;

  constructor(index: number, name: string, work: () => Cells, open: boolean) {
    this.index = index;
    this.name = name;
    this.#work = work;
    this.open = open;
  }

  get codes(): Codes {
    return this.#worked().codes;
  }

  get dictionary(): Dictionary {
    return this.#worked().dictionary;
  }

  #worked(): Cells {
    if (this.#work) {
      this.#cells = this.#work();
      this.#work = undefined;
    }
    return this.#cells!;
  }
}

/** The cells of the source rows, in the width they have. */
function copied({ codes, dictionary }: Column, { rows }: Origins, tick: TableTick): Cells {
  const gathered = emptyLike(codes, rows.length);
  for (let at = 0; at < rows.length; at++) {
    tick(at, rows.length);
    gathered[at] = codes[rows[at]!]!;
  }
  return { codes: gathered, dictionary };
}

function withMade(
  column: Column,
  { rows, made }: Origins,
  text: (made: number) => string,
  tick: TableTick,
): Cells {
  const { codes, dictionary } = column;
  const growing = new GrowingDictionary(dictionary, tick);
  const gathered = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at++) {
    tick(at, rows.length);
    const code = codes[rows[at]!]!;
    const index = made ? made[at]! : NO_ROW;
    gathered[at] = index === NO_ROW ? code : growing.codeOf(text(index), code);
  }
  return { codes: gathered, dictionary: growing };
}

function emptyLike(codes: Codes, length: number): Codes {
  if (codes instanceof Uint8Array) return new Uint8Array(length);
  return codes instanceof Uint16Array ? new Uint16Array(length) : new Uint32Array(length);
}

/** The cells of an added column, in output order. */
function codedTexts(
  added: AddedColumn,
  plan: PlannedRows,
  rowCount: number,
  tick: TableTick,
): Cells {
  const growing = new GrowingDictionary(new TextDictionary(['']));
  const codes = new Uint32Array(rowCount);
  for (let at = 0; at < rowCount; at++) {
    tick(at, rowCount);
    codes[at] = growing.codeOf(added.text(outputAt(plan, at)), MISSING);
  }
  return { codes, dictionary: growing };
}

/** The texts of made cells of a column, or undefined when all are copied from the parents. */
export function madeCells(made: MadeRows, column: number): ((made: number) => string) | undefined {
  const numbers = made.numbers.find((candidate) => candidate.column === column);
  if (numbers) return (index) => madeText(numbers, index);
  const texts = made.texts.find((candidate) => candidate.column === column);
  return texts ? (index) => texts.text(index) : undefined;
}

/** Roles that an added column takes over from the column of the source. */
const TAKEN_OVER: readonly Role[] = ['weight', 'split', 'text'];

/**
 * Roles of a planned table: an added `_weight` takes over the role of the source's weight column, which it has
 * multiplied in, an added split that of the split before, cut texts that of the texts, and a column that replaces another that one's; all other added columns are
 * ignored by later steps.
 */
export function plannedRoles(roles: Roles, plan: PlannedRows): Role[] {
  const takenOver = TAKEN_OVER.filter((role) => plan.columns.some((added) => added.role === role));
  const replaced = new Set(plan.columns.map(({ replaces }) => replaces));
  return [
    ...roles.map((role, index) =>
      takenOver.includes(role) || replaced.has(index) ? 'ignored' : role,
    ),
    ...plan.columns.map((column) => column.role ?? 'ignored'),
  ];
}
