import { DATA_NAME } from './data-files';

/** Files that Ballast reads, by name, as a clause of menus. */
export const DATA_FILE = `resourceFilename =~ /${DATA_NAME}/i`;
/** Recipe files, by name, as a clause of menus. */
export const RECIPE_FILE = 'resourceFilename =~ /\\.recipe\\.json$/i';
/** The report panel is in front. */
export const REPORT_ACTIVE = "activeWebviewPanelId == 'ballast.report'";
/** Context key that the host sets while its worker is busy. */
export const BUSY = 'ballast.busy';

/** Context key that the host sets while repeated rows are listed as problems. */
export const DUPLICATES_SHOWN = 'ballast.duplicatesShown';

/** Context key of the data file in front: `none`, `new` when it was never audited, else `known`. */
export const ACTIVE_DATASET = 'ballast.activeDataset';

/** Ids shared by package.json and the code that registers behind them. */
export const VIEW_CONTAINER = 'ballast';
export const DATASETS_VIEW = 'ballast.datasets';
/** Container in the secondary side bar; editors that cannot have one there show its view in the explorer. */
export const ACTIVE_CONTAINER = 'ballast-active';
export const ACTIVE_VIEW = 'ballast.active';
export const STATUS_ITEM = 'ballast.verdict';
export const REPORT_PANEL = 'ballast.report';
export const SUBMENU = 'ballast.menu';
export const WALKTHROUGH = 'ballast.start';

/** `contextValue` of tree items: an audited file, one finding of it, with a remedy or without, and a file that Ballast wrote. */
export const ITEM = {
  dataset: 'dataset',
  finding: 'finding',
  fixable: 'fixable',
  written: 'written',
} as const;

/**
 * Where a command is offered. `submenu` is the menu "Ballast" of the explorer and of editor titles; `view-title` and
 * `view-item` belong to the tree of datasets, `active-title` to the view of the data file in front, `report-title` to the
 * title bar of the report panel.
 */
export type CommandPlace =
  'palette' | 'submenu' | 'view-title' | 'view-item' | 'active-title' | 'report-title';

/** One place of a command: `group` sorts it there, `when` narrows it. */
export interface CommandMenu {
  readonly place: CommandPlace;
  readonly group?: string;
  readonly when?: string;
}

/** A command as package.json declares it and src/host registers it. A command without `palette` is hidden there. */
export interface CommandEntry {
  readonly id: `ballast.${string}`;
  readonly title: string;
  /** A product icon. */
  readonly icon?: `$(${string})`;
  readonly where: readonly CommandMenu[];
  /** Second key of its chord, after Ctrl+K (Cmd+K on a Mac), while a data file or a report is in front. */
  readonly key?: `shift+${string}`;
  /** Condition under which it can run at all. */
  readonly when?: string;
}

/** The data file in front was audited, or is being audited. */
const KNOWN = `${ACTIVE_DATASET} == known`;
const ON_DATASET = `view == ${DATASETS_VIEW} && viewItem == ${ITEM.dataset}`;

/** A finding that has remedies, in the tree or in the view of the data file in front. */
const ON_FINDING = `view =~ /^ballast\\./ && viewItem == ${ITEM.fixable}`;
const ON_WRITTEN = `view == ${DATASETS_VIEW} && viewItem == ${ITEM.written}`;

/** Every command. src/host registers a handler for each id; a test of the extension compares both lists. */
export const COMMANDS = [
  {
    id: 'ballast.audit',
    title: 'Audit Dataset',
    key: 'shift+a',
    icon: '$(law)',
    where: [
      { place: 'palette' },
      { place: 'submenu', group: '1_audit@1', when: DATA_FILE },
      { place: 'view-title', group: 'navigation@1' },
    ],
  },
  {
    id: 'ballast.auditActive',
    title: 'Audit Dataset in Active Editor',
    where: [{ place: 'palette', when: DATA_FILE }],
  },
  {
    id: 'ballast.balance',
    title: 'Balance Dataset...',
    key: 'shift+b',
    where: [
      { place: 'palette' },
      { place: 'submenu', group: '2_balance@1', when: DATA_FILE },
      { place: 'view-item', group: '2_balance@1', when: ON_DATASET },
    ],
  },
  {
    id: 'ballast.fixFinding',
    title: 'Fix a Finding...',
    key: 'shift+f',
    icon: '$(wand)',
    where: [
      { place: 'palette' },
      { place: 'submenu', group: '2_balance@2', when: DATA_FILE },
      { place: 'view-item', group: '2_balance@2', when: ON_DATASET },
      { place: 'view-item', group: 'inline@1', when: ON_FINDING },
      { place: 'view-item', group: '1_fix@1', when: ON_FINDING },
    ],
  },
  {
    id: 'ballast.applyMethod',
    title: 'Apply a Method...',
    where: [
      { place: 'palette' },
      { place: 'submenu', group: '2_balance@3', when: DATA_FILE },
      { place: 'view-item', group: '2_balance@3', when: ON_DATASET },
    ],
  },
  {
    id: 'ballast.runRecipe',
    title: 'Run Recipe...',
    where: [
      { place: 'palette' },
      { place: 'submenu', group: '3_recipe@1', when: `${DATA_FILE} || ${RECIPE_FILE}` },
      { place: 'view-item', group: '2_balance@4', when: ON_DATASET },
    ],
  },
  {
    id: 'ballast.export',
    title: 'Export...',
    where: [
      { place: 'palette' },
      { place: 'submenu', group: '3_recipe@2', when: RECIPE_FILE },
      { place: 'view-item', group: '2_balance@5', when: ON_DATASET },
    ],
  },
  {
    id: 'ballast.showPanel',
    title: 'Show Report',
    key: 'shift+r',
    icon: '$(open-preview)',
    where: [
      { place: 'palette' },
      { place: 'active-title', group: 'navigation@1', when: KNOWN },
      { place: 'view-item', group: 'inline@1', when: ON_DATASET },
      { place: 'view-item', group: '1_audit@1', when: ON_DATASET },
    ],
  },
  {
    id: 'ballast.refresh',
    title: 'Audit Again',
    icon: '$(refresh)',
    where: [
      { place: 'palette' },
      { place: 'active-title', group: 'navigation@2', when: KNOWN },
      { place: 'report-title', group: 'navigation@1' },
      { place: 'view-item', group: 'inline@2', when: ON_DATASET },
      { place: 'view-item', group: '1_audit@2', when: ON_DATASET },
    ],
  },
  {
    id: 'ballast.cancel',
    title: 'Cancel',
    icon: '$(debug-stop)',
    when: BUSY,
    where: [
      { place: 'palette', when: BUSY },
      { place: 'report-title', group: 'navigation@2', when: BUSY },
      { place: 'view-title', group: 'navigation@2', when: BUSY },
    ],
  },
  {
    id: 'ballast.showDuplicateProblems',
    title: 'Show Duplicates as Problems',
    where: [{ place: 'palette' }, { place: 'view-item', group: '1_audit@3', when: ON_DATASET }],
  },
  {
    id: 'ballast.hideDuplicateProblems',
    title: 'Hide Duplicates from Problems',
    when: DUPLICATES_SHOWN,
    where: [{ place: 'palette', when: DUPLICATES_SHOWN }],
  },
  {
    id: 'ballast.openSample',
    title: 'Try the Penguins',
    where: [{ place: 'palette' }, { place: 'view-title', group: '1_start@1' }],
  },
  {
    id: 'ballast.compareReports',
    title: 'Compare Reports',
    key: 'shift+c',
    where: [
      { place: 'palette' },
      { place: 'submenu', group: '1_audit@2', when: DATA_FILE },
      { place: 'view-item', group: '1_audit@4', when: ON_DATASET },
    ],
  },
  {
    id: 'ballast.saveReport',
    title: 'Save Report...',
    icon: '$(save-as)',
    where: [
      { place: 'palette' },
      { place: 'report-title', group: 'navigation@3' },
      { place: 'active-title', group: '1_copy@0', when: KNOWN },
      { place: 'view-item', group: '1_copy@0', when: ON_DATASET },
    ],
  },
  {
    id: 'ballast.copySummary',
    title: 'Copy Summary',
    key: 'shift+s',
    icon: '$(copy)',
    where: [
      { place: 'palette' },
      { place: 'active-title', group: '1_copy@1', when: KNOWN },
      { place: 'view-item', group: '1_copy@1', when: ON_DATASET },
    ],
  },
  {
    id: 'ballast.copyBadge',
    title: 'Copy Line for a README',
    where: [
      { place: 'palette' },
      { place: 'active-title', group: '1_copy@2', when: KNOWN },
      { place: 'view-item', group: '1_copy@2', when: ON_DATASET },
    ],
  },
  {
    id: 'ballast.showChanges',
    title: 'Show Changes to the Source',
    key: 'shift+d',
    icon: '$(diff)',
    where: [
      { place: 'palette' },
      { place: 'view-item', group: 'inline@1', when: ON_WRITTEN },
      { place: 'view-item', group: '1_look@1', when: ON_WRITTEN },
    ],
  },
  {
    id: 'ballast.revealWritten',
    title: 'Reveal Result in Explorer',
    where: [{ place: 'palette' }, { place: 'view-item', group: '1_look@2', when: ON_WRITTEN }],
  },
  {
    id: 'ballast.undoWritten',
    title: 'Undo Writing...',
    key: 'shift+z',
    icon: '$(trash)',
    where: [
      { place: 'palette' },
      { place: 'view-item', group: 'inline@2', when: ON_WRITTEN },
      { place: 'view-item', group: '2_undo@1', when: ON_WRITTEN },
    ],
  },
  {
    id: 'ballast.showLog',
    title: 'Show Log',
    where: [{ place: 'palette' }, { place: 'view-title', group: '2_log@1' }],
  },
  {
    id: 'ballast.removeFromList',
    title: 'Remove from List',
    icon: '$(close)',
    where: [{ place: 'view-item', group: '3_remove@1', when: ON_DATASET }],
  },
  {
    id: 'ballast.openWalkthrough',
    title: 'Open Walkthrough',
    where: [{ place: 'palette' }, { place: 'view-title', group: '1_start@2' }],
  },
] as const satisfies readonly CommandEntry[];

/** The ids of all commands. */
export type CommandId = (typeof COMMANDS)[number]['id'];
