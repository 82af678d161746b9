import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { REPORT_PANEL } from '../../../src/manifest/commands';
import { ballast, filesInWorkspace, inWorkspace } from './ballast';

const PENGUINS = inWorkspace('penguins.csv');

/** Size, time and content of a file: what a program that only reads leaves alone. */
async function fingerprint(uri: vscode.Uri): Promise<string> {
  const { size, mtime } = await vscode.workspace.fs.stat(uri);
  const bytes = await vscode.workspace.fs.readFile(uri);
  return `${size} ${mtime} ${createHash('sha256').update(bytes).digest('hex')}`;
}

/** Titles of the report panels that are open. */
function reports(): string[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs
    .filter(({ input }) => input instanceof vscode.TabInputWebview)
    .filter(({ input }) => (input as vscode.TabInputWebview).viewType.includes(REPORT_PANEL))
    .map(({ label }) => label);
}

describe('the audit command', () => {
  before(ballast);

  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens one panel for a file, however often it is called', async () => {
    await vscode.commands.executeCommand('ballast.audit', PENGUINS);
    await vscode.commands.executeCommand('ballast.audit', PENGUINS);
    assert.equal(reports().length, 1);
    assert.match(reports()[0]!, /penguins\.csv/);
  });

  it('leaves the source and its folder as they were', async () => {
    const before = [await fingerprint(PENGUINS), await filesInWorkspace()];
    await vscode.commands.executeCommand('ballast.audit', PENGUINS);
    assert.deepEqual([await fingerprint(PENGUINS), await filesInWorkspace()], before);
  });

  it('opens beside the editor that shows the file', async () => {
    await vscode.window.showTextDocument(PENGUINS, { viewColumn: vscode.ViewColumn.One });
    await vscode.commands.executeCommand('ballast.auditActive');
    const [first, second] = vscode.window.tabGroups.all;
    assert.ok(first?.tabs.some(({ input }) => input instanceof vscode.TabInputText));
    assert.ok(second?.tabs.some(({ input }) => input instanceof vscode.TabInputWebview));
  });

  it('opens a panel for a file that is not there, which tells why', async () => {
    await vscode.commands.executeCommand('ballast.audit', inWorkspace('missing.csv'));
    assert.equal(reports().length, 1);
  });
});
