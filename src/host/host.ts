import type * as vscode from 'vscode';
import { ActiveDataset } from './views/active-dataset';
import { ActiveView } from './views/active-view';
import { DataHovers } from './editor/data-hovers';
import { Excerpts } from './editor/excerpts';
import { FirstLineLens } from './editor/first-line-lens';
import { DatasetsView } from './views/datasets-view';
import { createLog, type Log } from './log';
import { Memory } from './sessions/memory';
import { Panels } from './panel/panels';
import { showProgress } from './panel/progress';
import { Reveal } from './editor/reveal';
import { Sessions } from './sessions/sessions';
import { DuplicateProblems } from './editor/duplicate-problems';
import { limits, metricSettings } from './settings';
import { VerdictStatus } from './views/verdict-status';

/** The parts of the extension that commands work with. */
export interface Host {
  readonly log: Log;
  readonly sessions: Sessions;
  readonly panels: Panels;
  readonly duplicateProblems: DuplicateProblems;
  readonly excerpts: Excerpts;
  /** Where the extension is installed. */
  readonly extension: vscode.Uri;
  /** `publisher.name`. */
  readonly extensionId: string;
  /** A folder of our own, outside every workspace. */
  readonly storage: vscode.Uri;
}

/** Puts the parts together; all of them end with the extension. No file is read and no worker started here. */
export function createHost(context: vscode.ExtensionContext): Host {
  const log = createLog();
  const excerpts = new Excerpts();
  const memory = new Memory(context.workspaceState);
  const sessions = new Sessions({
    workerPath: context.asAbsolutePath('dist/worker.js'),
    memory,
    log,
    metricSettings,
    limits,
  });
  const panels = new Panels(sessions, new Reveal(excerpts), memory, context.extensionUri);
  const progress = showProgress(sessions, panels);
  const duplicateProblems = new DuplicateProblems(sessions, log);
  const active = new ActiveDataset(sessions, panels);
  context.subscriptions.push(
    log,
    excerpts,
    panels,
    progress,
    duplicateProblems,
    new DatasetsView(sessions),
    new ActiveView(active),
    new VerdictStatus(active),
    new DataHovers(sessions),
    new FirstLineLens(sessions),
    active,
    sessions,
  );
  return {
    log,
    sessions,
    panels,
    duplicateProblems,
    excerpts,
    extension: context.extensionUri,
    extensionId: context.extension.id,
    storage: context.globalStorageUri,
  };
}
