import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ballast, inWorkspace } from './ballast';

const SHOPS = inWorkspace('shops.csv');
const SETTING = 'problems.duplicates';
/** Row 1 comes twice; rows of lines 3 and 5 agree and differ in their label. */
const ROWS = [
  'place,size,label',
  'north,1,yes',
  'south,2,no',
  'north,1,yes',
  'south,2,yes',
  'east,3,no',
];

const set = (value: boolean | undefined) =>
  vscode.workspace.getConfiguration('ballast').update(SETTING, value, false);

/** Ballast's entries for the file, as `line kind`. */
const entries = () =>
  vscode.languages
    .getDiagnostics(SHOPS)
    .filter(({ source }) => source === 'Ballast')
    .map(({ range, code }) => `${range.start.line + 1} ${String(code)}`)
    .toSorted();

/** Resolves when the entries are as expected. */
async function become(expected: readonly string[]): Promise<void> {
  await new Promise<void>((resolve) => {
    const isThere = () => entries().join() === expected.join();
    if (isThere()) {
      resolve();
      return;
    }
    const listening = vscode.languages.onDidChangeDiagnostics(() => {
      if (!isThere()) return;
      listening.dispose();
      resolve();
    });
  });
}

describe('duplicates as problems', () => {
  const all = ['2 exact', '3 contradictory', '4 exact', '5 contradictory'];

  before(async () => {
    await ballast();
    await vscode.workspace.fs.writeFile(SHOPS, Buffer.from(`${ROWS.join('\n')}\n`));
  });

  afterEach(() => set(undefined));
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(SHOPS);
  });

  it('are not listed unasked', async () => {
    await vscode.commands.executeCommand('ballast.audit', SHOPS);
    assert.deepEqual(entries(), []);
  });

  it('are listed by the command, with where else the row is, and hidden by the other', async () => {
    await vscode.commands.executeCommand('ballast.showDuplicateProblems', SHOPS);
    assert.deepEqual(entries(), all);
    const [first] = vscode.languages.getDiagnostics(SHOPS);
    assert.equal(first?.relatedInformation?.[0]?.location.range.start.line, 3);
    await vscode.commands.executeCommand('ballast.hideDuplicateProblems');
    await become([]);
  });

  it('are listed by the setting, and leave when the file is edited', async () => {
    await set(true);
    await vscode.commands.executeCommand('ballast.audit', SHOPS);
    await become(all);
    const editor = await vscode.window.showTextDocument(SHOPS);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(1, 0), 'west,4,no\n');
    });
    await become([]);
    await vscode.commands.executeCommand('ballast.audit', SHOPS);
    await become(['3 exact', '4 contradictory', '5 exact', '6 contradictory']);
    await set(false);
    await become([]);
    // An unsaved text would be written again when its editor is closed.
    assert.ok(await editor.document.save());
  });
});
