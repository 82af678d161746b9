import type { AuditReport } from '../engine/audit';
import type { Digest } from '../engine/digest';
import type { Evaluation, EvaluationRequest } from '../engine/evaluation/evaluation';
import type { ExporterCard } from '../engine/exports/cards';
import type { MethodCard } from '../engine/methods/cards';
import type { Json } from '../engine/metric';
import type { Preview } from '../engine/preview/preview';
import type { EngineErrorCode, Place } from '../engine/problems';
import type { Recipe, Step } from '../engine/recipe/recipe';
import type { RoleChoice } from '../engine/roles/roles';
import type { ParamValue } from '../engine/params/params';
import type { WrittenPaths } from '../engine/recipe/written-paths';
import type { KeptRows } from '../engine/sets/kept-rows';
import type { SetKindId } from '../engine/sets/set-kind';
import type { OpenedSet, SetPage, SetsWanted } from '../engine/sets/set-list';

/** Reading choices on the wire; the same shape as the codecs' ReadOptions. */
export interface ReadChoice {
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly header?: boolean;
}

/** What reading a source may use of the machine; the same shape as the codecs' Limits. */
export interface Limits {
  /** Bytes of memory; the usual share of the machine when absent. */
  readonly memory?: number;
  /** Threads that read a file; as many as suit the machine when absent. */
  readonly workers?: number;
  /** Columns by which rows will be counted and drawn, besides those that look so: kept in memory before others. */
  readonly keep?: readonly string[];
}

/** Where the worker finds the bytes. `text` is unsaved editor content, audited as shown on screen. */
export type SourceRef =
  /** A file, or a folder whose data files are read as one. */
  | { readonly kind: 'file'; readonly path: string }
  /** Files that are read as one; `path` names them together. */
  | { readonly kind: 'files'; readonly path: string; readonly paths: readonly string[] }
  | { readonly kind: 'text'; readonly path: string; readonly text: string };

/** Metric id -> parameter id -> value. */
export type MetricSettings = Readonly<Record<string, Readonly<Record<string, ParamValue>>>>;

/** Which rows a page shows. */
export type RowSelector =
  | { readonly kind: 'evidence'; readonly metric: string; readonly key: string }
  /** Rows whose cell in `column` is `value` ('' = missing); optionally also in further columns. */
  | {
      readonly kind: 'where';
      readonly cells: readonly { readonly column: number; readonly value: string }[];
    }
  | { readonly kind: 'rows'; readonly rows: readonly number[] }
  /** All rows of the set that a row is in. */
  | { readonly kind: 'set'; readonly search: SetSearch; readonly row: number };

/** One row of a page. `line` is the 1-based line of the file on which the row starts. */
export interface PageRow {
  readonly row: number;
  readonly line: number;
  /** One text per column, as written, each cut to 300 characters or as many as were asked for. */
  readonly cells: readonly string[];
}

/** Which page of which rows. */
export interface RowsAsked {
  readonly selector: RowSelector;
  readonly offset: number;
  readonly limit: number;
  /** Characters of a cell; at most 20,000, and fewer on a page that would be very long. */
  readonly characters?: number;
}

export interface RowsPage {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly PageRow[];
  /** Columns that decide, by index. */
  readonly columns: readonly number[];
  readonly reason: string;
}

/** Which sets of rows: those that an audit counts, found again with values of their own. */
export interface SetSearch {
  readonly kind: SetKindId;
  readonly values: Readonly<Record<string, ParamValue>>;
  readonly roles: RoleChoice;
}

/** A page of these sets. */
export interface SetsAsked extends SetsWanted {
  readonly search: SetSearch;
}

/** One of these sets, by a row of it: some of its rows, and what a policy would do with it. */
export interface SetAsked {
  readonly search: SetSearch;
  readonly row: number;
  readonly offset: number;
  readonly limit: number;
  /** Values of the method that goes with the kind. */
  readonly keep?: {
    readonly values: Readonly<Record<string, ParamValue>>;
    readonly seed: number;
  };
}

/** A set that is opened. `keep`: null where nothing was asked or no method goes with the kind. */
export interface SetAnswer extends Omit<OpenedSet, 'rows'> {
  readonly rows: readonly PageRow[];
  readonly keep: KeptRows | { readonly reason: string } | null;
}

export type { KeptRows, SetPage };

/** A preview with the names the files would have if Apply were pressed now. */
export interface PreviewResult extends Preview {
  readonly names: WrittenPaths;
}

export type { WrittenPaths };

export interface ApplyResult {
  readonly written: WrittenPaths;
  readonly preview: PreviewResult;
}

/** Which export of a recipe, with its parameters. */
export interface ExportChoice {
  readonly exporter: string;
  readonly values: Readonly<Record<string, ParamValue>>;
  /** Name of the recipe's file, where it was read from one, and the files it wrote then. */
  readonly recipeFile?: string;
  readonly written?: WrittenPaths;
}

/** Paths of the files that an export wrote, and what the user should know. */
export interface ExportResult {
  readonly files: readonly string[];
  readonly notices: readonly string[];
}

/** What to evaluate; without candidates the usual remedies for such a table are tried. */
export type EvaluationAsked = Omit<EvaluationRequest, 'candidates'> &
  Partial<Pick<EvaluationRequest, 'candidates'>>;

/** A metric with values, and the roles it is to read. */
export interface MeasureAsked {
  readonly metric: string;
  readonly values: Readonly<Record<string, ParamValue>>;
  readonly roles: RoleChoice;
}

/** What one metric says: its numbers, or why it has none. */
export type Measurement =
  { readonly numbers: Readonly<Record<string, Json>> } | { readonly notApplicable: string };

/** Phases of long work, as the loading state lists them. */
export type Phase =
  'unpack' | 'read' | 'hash' | 'profile' | 'audit' | 'plan' | 'evaluate' | 'write';

export interface Progress {
  readonly phase: Phase;
  readonly done: number;
  readonly total: number;
  /** Plain words: "Reading", "Measuring exact copies". */
  readonly what: string;
  /** Of all the phases of what was asked for, by what they usually cost, 0..1; it never goes back. */
  readonly share: number;
  /** Seconds until all of it is done, once that can be told. */
  readonly left?: number;
}

/** A failure on the wire; `cancelled` is no failure to show. */
export interface WireFailure {
  readonly code: EngineErrorCode | 'cancelled' | 'internal';
  readonly message: string;
  readonly place?: Place;
}

/** What a report can be saved as. */
export type ReportExtension = 'html' | 'md' | 'json';

/** A family of requests: name -> parameters and answer. */
export interface WorkerRequests {
  /** Reads and profiles; answers the full audit. Opening again re-reads. */
  audit: {
    params: {
      readonly source: SourceRef;
      readonly read: ReadChoice;
      readonly roles: RoleChoice;
      readonly settings?: MetricSettings;
      readonly limits?: Limits;
    };
    answer: AuditReport;
  };
  /** Reads the first rows of a large source and audits them: an answer in no time; null when there is no need of one. */
  head: {
    params: WorkerRequests['audit']['params'];
    answer: AuditReport | null;
  };
  /** SHA-256 of the source whose audit was finished and whose table is still held; null when there is none. */
  held: { params: Record<string, never>; answer: string | null };
  rows: {
    params: RowsAsked;
    answer: RowsPage;
  };
  /** All sets of rows of one kind, by page. */
  sets: { params: SetsAsked; answer: SetPage };
  /** One of them, opened; null when the row is in none. */
  set: { params: SetAsked; answer: SetAnswer | null };
  /** Measures one metric with other values, of what is open. */
  measure: { params: MeasureAsked; answer: Measurement };
  preview: { params: { readonly recipe: Recipe }; answer: PreviewResult };
  apply: { params: { readonly recipe: Recipe }; answer: ApplyResult };
  /** Writes files for a training job, made from a recipe. */
  export: { params: ExportChoice & { readonly recipe: Recipe }; answer: ExportResult };
  /** Writes a report into a folder, named after a source: `<stem>.audit.<extension>`, or `-2` and so on when that is taken. */
  saveReport: {
    params: {
      readonly folder: string;
      /** Of the source, without folder. */
      readonly name: string;
      readonly extension: ReportExtension;
      readonly report: AuditReport;
    };
    answer: { readonly path: string };
  };
  /** The exports as data, for the editor's prompts. */
  exporters: { params: Record<string, never>; answer: readonly ExporterCard[] };
  /** Cross-validates remedies; nothing is written. */
  evaluate: { params: EvaluationAsked; answer: Evaluation };
  /** The methods as data, for the editor's prompts: the host does not load the engine. */
  methods: { params: Record<string, never>; answer: readonly MethodCard[] };
}

/** One audit of all rows of a file, as the history keeps it. `at` in milliseconds. */
export interface Run {
  readonly at: number;
  readonly digest: Digest;
}

/** What the panel keeps besides the report; remembered per file. */
export interface PanelSnapshot {
  /** The source as a URI. The webview keeps `{ uri }` with setState, so that the panel comes back after a reload. */
  readonly uri: string;
  readonly name: string;
  readonly path: string;
  /** Figures are from unsaved editor content. */
  readonly unsaved: boolean;
  /** The file changed since it was audited. Local times, HH:MM. */
  readonly stale: { readonly changed: string; readonly audited: string } | null;
  readonly state:
    | { readonly kind: 'loading'; readonly progress: Progress | null }
    | { readonly kind: 'failed'; readonly failure: WireFailure }
    | { readonly kind: 'cancelled' }
    | {
        readonly kind: 'report';
        readonly report: AuditReport;
        /** The report is of the first rows (it has an `estimate`), and all of the source is being read. */
        readonly reading?: { readonly progress: Progress | null };
      };
  readonly roles: RoleChoice;
  readonly read: ReadChoice;
  /** The recipe last shown, restored after a reload. */
  readonly draft: { readonly steps: readonly Step[]; readonly seed: number } | null;
  readonly written: readonly WrittenPaths[];
  /** Audits of this file, newest first, those of earlier windows too; `changesBetween` two digests says what changed. */
  readonly runs: readonly Run[];
  /** A finding or tab to show first, e.g. from the tree view, or a step to take up in Balance. */
  readonly show?: { readonly tab: string; readonly finding?: string; readonly step?: Step };
}

/** Requests of the webview; the host answers, asking its worker where needed. */
export interface PanelRequests {
  /** The webview's first message. */
  open: { params: Record<string, never>; answer: PanelSnapshot };
  /** Runs the audit again with other roles or reading choices; the answer comes as snapshots too. */
  audit: {
    params: { readonly roles: RoleChoice; readonly read: ReadChoice };
    answer: PanelSnapshot;
  };
  rows: WorkerRequests['rows'];
  sets: WorkerRequests['sets'];
  set: WorkerRequests['set'];
  measure: WorkerRequests['measure'];
  preview: { params: { readonly recipe: Recipe }; answer: PreviewResult };
  apply: { params: { readonly recipe: Recipe }; answer: ApplyResult };
  export: WorkerRequests['export'];
  evaluate: WorkerRequests['evaluate'];
  /** Opens the source at a data row, a written file, all rows of a selector, or two rows, or two cells of a column, beside each other. */
  reveal: {
    params:
      | { readonly kind: 'row'; readonly row: number; readonly line?: number }
      | { readonly kind: 'rows'; readonly selector: RowSelector }
      | {
          readonly kind: 'diff';
          readonly rows: readonly [number, number];
          /** null: all cells. */ readonly column: number | null;
        }
      | { readonly kind: 'file'; readonly path: string }
      /** The editor's diff of the source and a result. */
      | { readonly kind: 'changes'; readonly path: string }
      /** The figures of two runs, by their times, in the editor's diff. */
      | { readonly kind: 'runs'; readonly before: number; readonly after: number }
      /** A written file in the explorer. */
      | { readonly kind: 'explorer'; readonly path: string };
    answer: null;
  };
  /** Deletes all files of a result after the user agreed; answers whether they are deleted. */
  undo: { params: { readonly path: string }; answer: boolean };
  /** Puts the command line that repeats the recipe on the clipboard. */
  copyCommand: { params: { readonly recipe: Recipe }; answer: null };
  /**
   * Stops what runs for this file, whoever asked for it: reading, a preview or writing. After a first audit the
   * snapshot that follows is `cancelled`; after a later one it is the report before.
   */
  cancel: { params: Record<string, never>; answer: null };
  /** Remembers the form. */
  draft: { params: { readonly steps: readonly Step[]; readonly seed: number }; answer: null };
}

/** Messages the host sends on its own. */
export interface PanelEvents {
  snapshot: PanelSnapshot;
  progress: Progress;
}

/** Messages the worker sends on its own. */
export interface WorkerEvents {
  progress: Progress;
}
