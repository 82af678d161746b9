import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { ballast, inWorkspace } from './ballast';

const LARGE = inWorkspace('large.csv');
const WIDE = inWorkspace('wide.csv');
/** Small enough for the editor to show it to extensions. */
const SHOWN = inWorkspace('shown.csv');
/** Every other extension waits while this one blocks (milliseconds). */
const NOTICEABLE = 50;

/** Writes `rows` rows of `columns` numbers and a label, a few thousand at a time. */
async function generate(uri: vscode.Uri, rows: number, columns: number): Promise<void> {
  const file = await open(uri.fsPath, 'w');
  const names = Array.from({ length: columns }, (_, column) => `number_${String(column)}`);
  await file.write(`${names.join(',')},label\n`);
  const step = Math.ceil(20_000 / columns);
  for (let from = 0; from < rows; from += step) {
    let text = '';
    for (let row = from; row < Math.min(rows, from + step); row++) {
      for (let column = 0; column < columns; column++)
        text += `${String((Math.imul(row + column, 2_654_435_761) >>> 0) % (100_003 + column))},`;
      text += `${row % 23 === 0 ? 'rare' : 'common'}\n`;
    }
    await file.write(text);
  }
  await file.close();
}

/** Processor time of this thread so far (milliseconds); undefined where the system does not tell. */
function processorTime(): number | undefined {
  try {
    return (
      Number(
        readFileSync(`/proc/self/task/${String(process.pid)}/schedstat`, 'utf8').split(' ')[0],
      ) / 1e6
    );
  } catch {
    return undefined;
  }
}

/**
 * The longest time for which this thread did not come back to its event loop while `work` ran, without the time that
 * other programs took from it (milliseconds).
 */
async function longestBlock(work: () => PromiseLike<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  let longest = 0;
  let last = { clock: performance.now(), processor: processorTime() };
  const timer = setInterval(() => {
    const now = { clock: performance.now(), processor: processorTime() };
    const clock = now.clock - last.clock;
    const processor = (now.processor ?? Infinity) - (last.processor ?? 0);
    longest = Math.max(longest, Math.min(clock, processor));
    last = now;
  }, 5);
  await work();
  await setTimeout(500);
  clearInterval(timer);
  delay.disable();
  const clock = (delay.max / 1e6).toFixed(0);
  process.stdout.write(`      longest block: ${longest.toFixed(0)} ms, ${clock} on the clock\n`);
  return longest;
}

/** Everything that the editor asks us for at places all over a document. */
async function askedFor(
  document: vscode.TextDocument,
  lines: readonly number[],
): Promise<vscode.Hover[]> {
  const hovers: vscode.Hover[] = [];
  for (const line of lines) {
    const at = document.lineAt(line).range.end;
    hovers.push(
      ...(await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        at,
      )),
    );
  }
  await vscode.commands.executeCommand('vscode.executeCodeLensProvider', document.uri, 10);
  return hovers;
}

const auditing = (uri: vscode.Uri) => () => vscode.commands.executeCommand('ballast.audit', uri);

describe('the extension host', function () {
  this.timeout(120_000);

  before(async () => {
    await ballast();
    await generate(LARGE, 1_500_000, 10);
    await generate(WIDE, 40_000, 300);
    await generate(SHOWN, 70_000, 50);
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const uri of [LARGE, WIDE, SHOWN]) await vscode.workspace.fs.delete(uri);
  });

  it('is free for others while 100 MB are audited', async () => {
    const { size } = await vscode.workspace.fs.stat(LARGE);
    assert.ok(size > 85e6, `the file has ${String(size)} bytes`);
    assert.ok((await longestBlock(auditing(LARGE))) < NOTICEABLE);
  });

  it('is free for others while the report of 300 columns is passed on', async () => {
    assert.ok((await longestBlock(auditing(WIDE))) < NOTICEABLE);
  });

  it('is free for others while it tells of cells of a large text', async () => {
    const { size } = await vscode.workspace.fs.stat(SHOWN);
    assert.ok(size > 20e6, `the file has ${String(size)} bytes`);
    await auditing(SHOWN)();
    const document = await vscode.workspace.openTextDocument(SHOWN);
    const lines = Array.from({ length: 100 }, (_, at) => at * 700);
    let told = 0;
    const blocked = await longestBlock(async () => {
      told = (await askedFor(document, lines)).length;
    });
    assert.equal(told, lines.length, 'every line has a label, the first its name');
    assert.ok(blocked < NOTICEABLE);
  });
});
