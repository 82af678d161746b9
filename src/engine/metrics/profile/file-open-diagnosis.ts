import type { Problem } from '../../problems';

/** How the file was read and what could not be. */
export interface FileOpenDiagnosis {
  readonly format: string;
  readonly encoding: string;
  readonly delimiter: string | null;
  readonly header: boolean | null;
  readonly records: number;
  readonly columns: number;
  readonly bytes: number;
  readonly blankLines: number;
  readonly raggedRows: number;
  readonly duplicateNames: readonly string[];
  readonly emptyNames: number;
  /** Cells that look like text decoded with the wrong encoding. */
  readonly mojibakeCells: number;
  readonly problems: readonly Problem[];
}
