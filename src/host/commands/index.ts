import * as vscode from 'vscode';
import { COMMANDS, type CommandId } from '../../manifest/commands';
import type { Host } from '../host';
import { tellFailure } from '../asking/notify';
import { applyMethod } from './apply-method';
import { audit } from './audit';
import { auditActive } from './audit-active';
import { balance } from './balance';
import { cancel } from './cancel';
import type { Command } from './command';
import { compareReports } from './compare-reports';
import { copyBadge, copySummary } from './copy';
import { exportRecipe } from './export';
import { fixFinding } from './fix-finding';
import { hideDuplicateProblems } from './hide-duplicate-problems';
import { openSample } from './open-sample';
import { openWalkthrough } from './open-walkthrough';
import { refresh } from './refresh';
import { removeFromList } from './remove-from-list';
import { runRecipe } from './run-recipe';
import { saveReport } from './save-report';
import { showDuplicateProblems } from './show-duplicate-problems';
import { showLog } from './show-log';
import { showPanel } from './show-panel';
import { revealWritten, showWrittenChanges, undoWritten } from './written';

/** What each declared command does: a command without a handler does not compile. */
const HANDLERS: Readonly<Record<CommandId, Command>> = {
  'ballast.applyMethod': applyMethod,
  'ballast.audit': audit,
  'ballast.auditActive': auditActive,
  'ballast.balance': balance,
  'ballast.cancel': cancel,
  'ballast.compareReports': compareReports,
  'ballast.copyBadge': copyBadge,
  'ballast.copySummary': copySummary,
  'ballast.export': exportRecipe,
  'ballast.fixFinding': fixFinding,
  'ballast.hideDuplicateProblems': hideDuplicateProblems,
  'ballast.openSample': openSample,
  'ballast.openWalkthrough': openWalkthrough,
  'ballast.refresh': refresh,
  'ballast.removeFromList': removeFromList,
  'ballast.runRecipe': runRecipe,
  'ballast.showDuplicateProblems': showDuplicateProblems,
  'ballast.revealWritten': revealWritten,
  'ballast.saveReport': saveReport,
  'ballast.showChanges': showWrittenChanges,
  'ballast.showLog': showLog,
  'ballast.showPanel': showPanel,
  'ballast.undoWritten': undoWritten,
};

/** Registers every command of the manifest. */
export function registerCommands(host: Host): vscode.Disposable {
  const registered = COMMANDS.map(({ id }) =>
    vscode.commands.registerCommand(id, async (given?: unknown, more?: unknown) => {
      try {
        await HANDLERS[id](host, given, more);
      } catch (error) {
        void tellFailure(host.log, error);
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}
