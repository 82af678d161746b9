import { after, before, describe, it } from 'mocha';
import { loans } from './datasets.mjs';
import { openWorkbench } from './session.mjs';
import { until } from './until.mjs';

describe('the data file in front', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;
  const press = (/** @type {string} */ key) => workbench.page.keyboard.press(key);
  const side = () => workbench.page.locator('.part.auxiliarybar');
  const status = () =>
    workbench.page.locator('.statusbar-item[id="ballast.ballast.ballast.verdict"]');
  const lens = () => workbench.page.locator('.codelens-decoration');

  before(async () => {
    workbench = await openWorkbench({ 'loans.csv': loans(), 'notes.txt': 'nothing to audit' });
    await workbench.file('loans.csv').dblclick();
    await workbench.command('View: Toggle Secondary Side Bar Visibility');
  });

  after(() => workbench?.close());

  /** Shows what is told of the place of the cursor, as the mouse would. */
  async function hover() {
    await press('Control+k');
    await press('Control+i');
    return workbench.page.locator('.monaco-hover:visible');
  }

  it('has a view of its own, with what to do and then with its figures', async () => {
    await side().getByRole('button', { name: 'Audit Dataset' }).click();
    await side().getByText('loans.csv: Uneven by class.').waitFor();
    const line = (/** @type {RegExp} */ text) =>
      side().getByRole('treeitem').filter({ hasText: text });
    await line(/Imbalance Ratio.*8\.3 to 1/).waitFor();
    await line(/3 rows are copies/).waitFor();
    await workbench.picture('in-front-light');
    await line(/Exact Copies/).click();
    await workbench.panel().getByRole('combobox', { name: 'Part of the report' }).waitFor();
    await line(/Balance/).click();
    await workbench.panel().getByRole('button', { name: 'Write File' }).waitFor();
  });

  it('has its verdict in the status bar, which opens the report', async () => {
    await workbench.command('View: Close All Editors');
    await status().waitFor({ state: 'detached' });
    await workbench.file('notes.txt').dblclick();
    await workbench.tab('notes.txt').waitFor();
    await status().waitFor({ state: 'detached' });
    await workbench.file('loans.csv').dblclick();
    await status().filter({ hasText: 'Uneven by class' }).click();
    await workbench.reportTab().waitFor();
  });

  it('tells of columns at their names and of classes at the cells of the label', async () => {
    await workbench
      .tab(/^loans\.csv/)
      .first()
      .click();
    await press('Control+Home');
    await press('End');
    await (await hover()).getByText('outcome: label (guessed)').waitFor();
    await press('Escape');
    await press('Home');
    for (let line = 1; line < 10; line += 1) await press('ArrowDown');
    await press('End');
    const told = await hover();
    await told.getByText('outcome is yes in 12 rows, 10.8%.').waitFor();
    await told.getByText('That is 21.6% of an even share of 2 classes.').waitFor();
    await workbench.picture('hover-light');
    await press('Escape');
  });

  it('shows the verdict above its first line', async () => {
    // Beside report and side bar the line above the first one has no room for all of its links.
    await workbench.command('View: Hide Secondary Side Bar');
    await workbench
      .tab(/^loans\.csv/)
      .first()
      .click();
    await press('Control+Home');
    await lens().filter({ hasText: 'Uneven by class · 111 rows, 4 columns' }).waitFor();
    // The editor lays itself out anew, and drops a click on what it draws again between press and release.
    const write = workbench.panel().getByRole('button', { name: 'Write File' });
    await until(async () => {
      await lens().getByText('Balance...').click();
      return await write.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
    }, 'Balance to open');
  });

  it('is left alone where the settings say so, in the dark too', async () => {
    workbench.writeSettings({
      'workbench.colorTheme': 'Dark Modern',
      'ballast.statusBar': false,
      'ballast.codeLens': false,
      'ballast.hovers': false,
    });
    await workbench
      .tab(/^loans\.csv/)
      .first()
      .click();
    await status().waitFor({ state: 'detached' });
    await lens().first().waitFor({ state: 'detached' });
    await workbench.picture('in-front-dark');
  });
});
