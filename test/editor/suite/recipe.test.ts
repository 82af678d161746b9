import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ballast, filesInWorkspace, inWorkspace } from './ballast';

const RECIPE = inWorkspace('balance.recipe.json');
const SOURCE = inWorkspace('penguins.csv');

async function textOf(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

async function linesOf(name: string): Promise<string[]> {
  return (await textOf(inWorkspace(name))).trimEnd().split('\n');
}

/** The species of a line of penguins.csv. */
const species = (line: string) => line.slice(0, line.indexOf(','));

describe('the recipe command', () => {
  before(async () => {
    await ballast();
    const recipe = {
      seed: 7,
      steps: [{ method: 'random-undersample' }],
      roles: { label: 'species' },
      source: { path: 'penguins.csv' },
    };
    await vscode.workspace.fs.writeFile(RECIPE, new TextEncoder().encode(JSON.stringify(recipe)));
  });

  after(async () => {
    for (const name of await filesInWorkspace()) {
      if (name !== 'penguins.csv') await vscode.workspace.fs.delete(inWorkspace(name));
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('writes the balanced file, what was removed and a recipe beside the source', async () => {
    const source = await textOf(SOURCE);
    await vscode.commands.executeCommand('ballast.runRecipe', RECIPE);
    assert.deepEqual(await filesInWorkspace(), [
      'balance.recipe.json',
      'penguins.csv',
      'penguins.random-undersample.csv',
      'penguins.random-undersample.recipe.json',
      'penguins.random-undersample.removed.csv',
    ]);
    assert.equal(await textOf(SOURCE), source, 'the source is as it was');

    const all = source.trimEnd().split('\n');
    const [header, ...kept] = await linesOf('penguins.random-undersample.csv');
    assert.equal(header, all[0]);
    // 152 Adelie, 124 Gentoo and 68 Chinstrap: the rarest class decides.
    for (const name of ['Adelie', 'Gentoo', 'Chinstrap']) {
      assert.equal(kept.filter((line) => species(line) === name).length, 68, name);
    }
    const known = new Set(all);
    assert.deepEqual(
      kept.filter((line) => !known.has(line)),
      [],
      'every kept row is a row of the source, byte for byte',
    );
    assert.equal(
      (await linesOf('penguins.random-undersample.removed.csv')).length,
      1 + 344 - 3 * 68,
    );
  });

  it('gives the same bytes again, under another name', async () => {
    await vscode.commands.executeCommand('ballast.runRecipe', RECIPE);
    const files = await filesInWorkspace();
    assert.ok(files.includes('penguins.random-undersample-2.csv'), files.join(', '));
    assert.deepEqual(
      await linesOf('penguins.random-undersample-2.csv'),
      await linesOf('penguins.random-undersample.csv'),
    );
  });

  it('repeats from the recipe file it wrote', async () => {
    const written = inWorkspace('penguins.random-undersample.recipe.json');
    await vscode.commands.executeCommand('ballast.runRecipe', written);
    assert.deepEqual(
      await linesOf('penguins.random-undersample-3.csv'),
      await linesOf('penguins.random-undersample.csv'),
    );
  });
});
