import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS } from '../../../src/manifest/commands';
import { ballast } from './ballast';

describe('the extension', () => {
  it('is activated within 50 ms', async () => {
    const { activationMs } = await ballast();
    assert.ok(activationMs < 50, `activation took ${activationMs} ms`);
  });

  it('registers every command it declares', async () => {
    await ballast();
    const registered = await vscode.commands.getCommands(true);
    const declared: string[] = COMMANDS.map(({ id }) => id);
    assert.deepEqual(
      declared.filter((id) => !registered.includes(id)),
      [],
      'declared and not registered',
    );
  });
});
