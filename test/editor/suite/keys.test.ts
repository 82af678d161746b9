import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { keybindings } from '../../../src/manifest/keybindings';

/** A key of the editor as its own list names it. */
interface Key {
  readonly key: string;
  readonly command: string;
}

/** The keys of the editor and of all extensions, as "Default Keyboard Shortcuts (JSON)" lists them. */
async function defaultKeys(): Promise<readonly Key[]> {
  const uri = vscode.Uri.parse('vscode://defaultsettings/keybindings.json');
  const text = (await vscode.workspace.openTextDocument(uri)).getText();
  const json = text.replace(/^\s*\/\/.*$/gm, '').replace(/,(\s*\])/g, '$1');
  return JSON.parse(json) as Key[];
}

describe('the keys', () => {
  it('are used for nothing else', async () => {
    const all = await defaultKeys();
    assert.ok(all.length > 500, `${String(all.length)} keys are known`);
    const ours = new Set(keybindings().map(({ key }) => key));
    const [mine, others] = [true, false].map((is) =>
      all.filter(({ key, command }) => ours.has(key) && command.startsWith('ballast.') === is),
    );
    assert.equal(mine?.length, ours.size, 'the editor knows our keys by these names');
    assert.deepEqual(others, []);
  });
});
