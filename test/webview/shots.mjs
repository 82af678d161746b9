// What is photographed: every view in three themes at 1100 px, and narrow.
const TABS = [
  'Overview',
  'Classes',
  'Groups',
  'Duplicates',
  'Columns',
  'Problems',
  'Balance',
  'Evaluate',
  'History',
];
const MAMMOGRAPHY = { file: 'mammography.csv', read: { header: false } };

const dataOf = (tab) => {
  if (tab === 'Groups') {
    const roles = { label: 'column_15', groups: ['column_10', 'column_9'] };
    return { file: 'adult-train.csv', read: { header: false }, roles };
  }
  return ['Classes', 'Balance', 'Evaluate'].includes(tab) ? MAMMOGRAPHY : { file: 'titanic.csv' };
};

const smote = {
  draft: {
    seed: 0,
    steps: [{ method: 'exact-dedup' }, { method: 'smote', values: { strategy: 0.25 } }],
  },
};
const settled = async (page) => {
  await page.waitForFunction(
    () => document.querySelector('.pv .kpis') && !document.querySelector('.pv.dim'),
    null,
    { timeout: 15000 },
  );
};
const directions = async (page) => {
  await settled(page);
  await page.evaluate(() => [...document.querySelectorAll('.pv [role=radio]')].at(-1).click());
};
const tried = async (page) => {
  // The engine works in this process: a click would wait for it and time out.
  await page.evaluate(() => document.querySelector('.pv vscode-button').click());
  await page.waitForSelector('.answer', { timeout: 120000 });
};
const auditedTwice = async (page) => {
  await page.evaluate(() => document.querySelector('#tab-Overview').click());
  await page.getByRole('button', { name: 'Ignore alive' }).click();
  await page.locator('.sentence', { hasText: 'alive' }).waitFor({ state: 'detached' });
  await page.evaluate(() => document.querySelector('#tab-History').click());
  await page.waitForSelector('.changes');
};
const openRows = async (page) => {
  await page.locator('.finding vscode-button.quiet').first().click();
  await page.waitForSelector('.rows table');
};

/** @type {any[]} */
export const SHOTS = [
  ...['dark', 'light', 'hc'].flatMap((theme) =>
    TABS.map((tab) => ({
      name: `${tab.toLowerCase()}-${theme}`,
      ...dataOf(tab),
      tab,
      theme,
      ...(tab === 'Balance' ? { changes: smote, act: settled } : {}),
      ...(tab === 'Evaluate' ? { act: tried } : {}),
      ...(tab === 'History' ? { act: auditedTwice } : {}),
    })),
  ),
  ...['dark', 'light', 'hc'].map((theme) => ({
    name: `directions-${theme}`,
    ...MAMMOGRAPHY,
    tab: 'Balance',
    theme,
    changes: smote,
    act: directions,
  })),
  ...[
    ['dark', 1100],
    ['light', 1100],
    ['dark', 300],
  ].map(([theme, width]) => ({
    name: `mixture-${theme}-${width}`,
    file: 'compas.csv',
    roles: { label: 'two_year_recid', groups: ['race'] },
    tab: 'Balance',
    theme,
    width,
    changes: { draft: { seed: 0, steps: [{ method: 'temperature-mixture' }] } },
    act: settled,
  })),
  ...['dark', 'light'].map((theme) => ({
    name: `doubtful-labels-asked-${theme}`,
    file: 'diamonds.csv',
    roles: { label: 'cut' },
    tab: 'Classes',
    theme,
    act: async (page) => {
      await page.getByRole('button', { name: 'Judge labels' }).click();
      await page.getByText('Judged by logistic').waitFor({ timeout: 60_000 });
    },
  })),
  ...['dark', 'light'].map((theme) => ({
    name: `group-outcomes-${theme}`,
    file: 'compas.csv',
    tab: 'Groups',
    theme,
  })),
  ...['dark', 'light'].map((theme) => ({
    name: `label-attribute-${theme}`,
    file: 'titanic.csv',
    roles: { label: 'survived', groups: ['sex'], others: { class: 'domain' } },
    tab: 'Groups',
    theme,
  })),
  { name: 'rows-dark', file: 'titanic.csv', theme: 'dark', act: openRows },
  {
    name: 'contradictory-light',
    ...MAMMOGRAPHY,
    tab: 'Duplicates',
    segment: 'contradictory',
    theme: 'light',
  },
  {
    name: 'contradictory-compas-dark',
    file: 'compas.csv',
    tab: 'Duplicates',
    segment: 'contradictory',
    theme: 'dark',
  },
  { name: 'overview-mammography-light', ...MAMMOGRAPHY, theme: 'light' },
  { name: 'overview-penguins-dark', file: 'penguins.csv', theme: 'dark' },
  { name: 'overview-diamonds-light', file: 'diamonds.csv', theme: 'light' },
  { name: 'overview-compas-dark', file: 'compas.csv', theme: 'dark' },
  { name: 'classes-glass-dark', file: 'glass.csv', tab: 'Classes', theme: 'dark' },
  { name: 'balance-empty-light', ...MAMMOGRAPHY, tab: 'Balance', theme: 'light' },
  ...[300, 460, 700].flatMap((width) =>
    TABS.map((tab) => ({
      name: `w${width}-${tab.toLowerCase()}`,
      ...(tab === 'Balance' || tab === 'Classes' ? MAMMOGRAPHY : { file: 'titanic.csv' }),
      width,
      tab,
      theme: width === 700 ? 'light' : 'dark',
      ...(tab === 'Balance' ? { changes: smote, act: settled } : {}),
      ...(tab === 'Evaluate' ? { act: tried } : {}),
      ...(tab === 'History' ? { act: auditedTwice } : {}),
    })),
  ),
  {
    name: 'dropdown-dark',
    file: 'titanic.csv',
    theme: 'dark',
    act: (page) => page.getByRole('combobox', { name: 'Label column' }).click(),
  },
  {
    name: 'fix-dark',
    file: 'titanic.csv',
    theme: 'dark',
    act: async (page) => {
      await page.getByRole('button', { name: /^Show \d+ more/ }).click();
      await page.getByRole('button', { name: /^Fix: 107/ }).click();
      await settled(page);
    },
  },
  ...['dark', 'light', 'hc'].map((theme) => ({
    name: `copy-${theme}`,
    ...MAMMOGRAPHY,
    tab: 'Classes',
    theme,
    act: async (page) => {
      const open = async (at) => {
        await page.locator('.copy-open').nth(at).focus();
        await page.keyboard.press('Enter');
      };
      await open(1);
      await page.getByRole('menuitem', { name: 'Show as Table' }).click();
      await open(0);
    },
  })),
  {
    name: 'weights-light',
    ...MAMMOGRAPHY,
    tab: 'Balance',
    theme: 'light',
    act: async (page) => {
      await page.getByRole('radio', { name: /^Class weights/ }).click();
      await settled(page);
    },
  },
  ...['dark', 'light'].map((theme) => ({
    name: `export-${theme}`,
    file: 'titanic.csv',
    roles: { label: 'survived', groups: ['sex', 'pclass'] },
    tab: 'Balance',
    theme,
    changes: {
      draft: {
        seed: 0,
        steps: [{ method: 'raking', values: { margins: { sex: { female: 0.5, male: 0.5 } } } }],
      },
    },
    act: async (page) => {
      await settled(page);
      await page.getByRole('button', { name: 'Export…' }).click();
      await page.waitForSelector('.export .params');
      await page.getByRole('button', { name: 'Write Export' }).click();
      await page.waitForSelector('.exported');
    },
  })),
  ...['dark', 'light'].map((theme) => ({
    name: `split-${theme}`,
    file: 'titanic.csv',
    tab: 'Balance',
    theme,
    changes: {
      draft: { seed: 0, steps: [{ method: 'stratified-split', values: { output: 'files' } }] },
    },
    act: settled,
  })),
  ...[300, 460].map((width) => ({
    name: `w${width}-export`,
    file: 'titanic.csv',
    width,
    tab: 'Balance',
    theme: 'dark',
    changes: {
      draft: { seed: 0, steps: [{ method: 'class-weights', values: { scheme: 'power' } }] },
    },
    act: async (page) => {
      await settled(page);
      await page.getByRole('button', { name: 'Export…' }).click();
      await page.waitForSelector('.export .params');
    },
  })),
  {
    name: 'steps-dark',
    ...MAMMOGRAPHY,
    tab: 'Balance',
    theme: 'dark',
    changes: smote,
    act: async (page) => {
      await settled(page);
      const ratio = page.getByRole('textbox', { name: 'Ratio of the rarest class to the largest' });
      await ratio.fill('0.5');
      await page.locator('.pv .kpis', { hasText: '2.0' }).waitFor();
      await settled(page);
      await page.getByRole('button', { name: 'Add step' }).click();
      await page.getByRole('button', { name: 'All methods…' }).click();
    },
  },
  {
    name: 'role-light',
    file: 'titanic.csv',
    tab: 'Columns',
    theme: 'light',
    act: async (page) => {
      await page.getByRole('button', { name: /^Role of who/ }).click();
      await page.getByRole('combobox', { name: 'Role of who' }).click();
      await page.getByRole('option', { name: 'ignored' }).click();
      await page.locator('tr.ignored').waitFor();
    },
  },
  {
    name: 'many-classes-light',
    file: 'adult-train.csv',
    read: { header: false },
    roles: { label: 'column_14', groups: ['column_9'] },
    tab: 'Classes',
    theme: 'light',
    act: (page) => page.getByRole('radio', { name: 'Log' }).click(),
  },
  {
    name: 'many-groups-dark',
    file: 'adult-train.csv',
    read: { header: false },
    roles: { label: 'column_14', groups: ['column_9', 'column_4'] },
    tab: 'Groups',
    theme: 'dark',
  },
  ...['dark', 'light'].map((theme) => ({
    name: `target-${theme}`,
    file: 'diamonds.csv',
    roles: { label: 'price' },
    tab: 'Classes',
    theme,
  })),
  {
    name: 'loading-light',
    file: 'titanic.csv',
    theme: 'light',
    changes: {
      state: {
        kind: 'loading',
        progress: { phase: 'read', done: 38e7, total: 1e9, what: 'Reading', share: 0.31, left: 9 },
      },
    },
  },
  {
    name: 'failed-dark',
    file: 'titanic.csv',
    theme: 'dark',
    changes: {
      state: {
        kind: 'failed',
        failure: {
          code: 'unreadable',
          message: 'The file holds bytes that are no text: it may be compressed.',
          place: { byte: 12 },
        },
      },
    },
  },
  {
    name: 'cancelled-dark',
    file: 'titanic.csv',
    theme: 'dark',
    changes: { state: { kind: 'cancelled' } },
  },
  {
    name: 'stale-light',
    file: 'penguins.csv',
    theme: 'light',
    changes: { stale: { changed: '14:06', audited: '14:02' }, unsaved: true },
  },
];
