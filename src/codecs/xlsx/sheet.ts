import type { ProblemLog } from '../problem-log';
import { momentText } from './dates';
import { RichText, type Workbook } from './workbook';
import type { XmlHandlers } from './xml';
import { t } from '../../engine/language';

/** Rows and columns that a sheet may have. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
const ERROR_CELLS = 'formula-error';

/** The cells of one row that are not empty. */
export interface SheetRow {
  /** From 0, as the sheet counts. */
  readonly line: number;
  /** Columns from 0, ascending, and their texts. */
  readonly columns: readonly number[];
  readonly texts: readonly string[];
}

/** Reads the cells of a sheet, row by row: what it hears as XML it tells as rows that have some text. */
export class SheetReader implements XmlHandlers {
  readonly #workbook: Workbook;
  readonly #problems: ProblemLog;
  readonly #take: (row: SheetRow) => void;
  readonly #inline = new RichText();
  #line = -1;
  #columns: number[] = [];
  #texts: string[] = [];
  #column = -1;
  #type = 'n';
  #style = -1;
  #value = '';
  #inValue = false;
  #inCells = false;
  #lostTexts = 0;

  constructor(workbook: Workbook, problems: ProblemLog, take: (row: SheetRow) => void) {
    this.#workbook = workbook;
    this.#problems = problems;
    this.#take = take;
  }

  /** Cells so far whose text is not at hand. */
  get lostTexts(): number {
    return this.#lostTexts;
  }

  open(name: string, attribute: (name: string) => string | undefined): void {
    if (name === 'sheetData') this.#inCells = true;
    if (name === 'mergeCell') this.#merged(attribute('ref') ?? '');
    if (!this.#inCells) return;
    this.#inline.open(name);
    if (name === 'row') this.#openRow(attribute('r'));
    else if (name === 'c') this.#openCell(attribute);
    else if (name === 'v') {
      this.#value = '';
      this.#inValue = true;
    }
  }

  text(text: string): void {
    if (this.#inValue) this.#value += text;
    else this.#inline.add(text);
  }

  close(name: string): void {
    if (name === 'sheetData') this.#inCells = false;
    if (!this.#inCells) return;
    this.#inline.close(name);
    if (name === 'v') this.#inValue = false;
    else if (name === 'c') this.#closeCell();
    else if (name === 'row' && this.#columns.length > 0) {
      this.#take({ line: this.#line, columns: this.#columns, texts: this.#texts });
    }
  }

  #openRow(reference: string | undefined): void {
    const line = Number(reference ?? this.#line + 2) - 1;
    this.#line = this.#placed(line, this.#line, MOST_ROWS, 'row');
    this.#columns = [];
    this.#texts = [];
    this.#column = -1;
  }

  #openCell(attribute: (name: string) => string | undefined): void {
    const letters = /^[A-Z]+/.exec(attribute('r') ?? '')?.[0];
    const column = letters === undefined ? this.#column + 1 : columnOf(letters);
    this.#column = this.#placed(column, this.#column, MOST_COLUMNS, 'cell');
    this.#type = attribute('t') ?? 'n';
    this.#style = Number(attribute('s') ?? -1);
    this.#value = '';
    this.#inline.clear();
  }

  /** A place after the one before, whatever the file says. */
  #placed(place: number, before: number, most: number, what: 'row' | 'cell'): number {
    if (Number.isInteger(place) && place > before && place < most) return place;
    this.#problems.add(
      'misplaced-cell',
      'warning',
      () =>
        t`A ${what === 'row' ? t('row') : t('cell')} in or after row ${this.#line + 1} has no place of its own: it was put after the one before it.`,
      { line: Math.max(0, this.#line) },
    );
    return Math.min(before + 1, most - 1);
  }

  #closeCell(): void {
    const text = this.#text();
    if (text === '') return;
    if (this.#columns.at(-1) === this.#column) return;
    this.#columns.push(this.#column);
    this.#texts.push(text);
  }

  #text(): string {
    const { strings } = this.#workbook;
    const value = this.#value;
    switch (this.#type) {
      case 's': {
        const text = strings[Number(value)];
        if (text === undefined && value !== '') this.#lost(value);
        return text ?? '';
      }
      case 'inlineStr':
        return this.#inline.value;
      case 'b':
        return value === '1' ? 'TRUE' : value === '0' ? 'FALSE' : value;
      case 'e':
        this.#problems.add(
          ERROR_CELLS,
          'warning',
          () =>
            t`Row ${this.#line + 1} of the sheet has the error \`${value}\` in place of a value: it is read as that text.`,
          { line: this.#line },
        );
        return value;
      case 'n':
        return this.#number(value);
      default:
        return value;
    }
  }

  #number(value: string): string {
    const number = Number(value);
    if (value === '' || Number.isNaN(number)) return value;
    const moment = this.#workbook.moments[this.#style];
    const text = moment && momentText(number, moment, this.#workbook.from1904);
    return text ?? String(number);
  }

  #lost(value: string): void {
    this.#lostTexts++;
    this.#problems.add(
      'lost-text',
      'error',
      () =>
        t`Row ${this.#line + 1} of the sheet refers to a text ${value} that is not in the file: its cell is read as empty.`,
      { line: this.#line },
    );
  }

  #merged(reference: string): void {
    this.#problems.add(
      'merged-cells',
      'info',
      () => t`The cells ${reference} are merged: only the first of them has the value.`,
    );
  }
}

/** A from 0, Z 25, AA 26. */
function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters.slice(0, 8)) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
