// Makes the pictures of the README, media/screens/*.png, with the packaged extension in a real editor:
// npm run build && node test/editor/pictures.mjs
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ensureInstalled } from '../vscode/install.mjs';
import { PROJECT } from '../vscode/paths.mjs';
import { endSession, openWorkbench, startSession } from './workbench/session.mjs';

const OUT = path.join(PROJECT, 'media/screens');
const data = (name) => readFileSync(path.join(PROJECT, 'test/fixtures/data', name));

/** Messages to a shop: some were sent twice with a word or two changed. */
const MESSAGES = [
  'The parcel arrived on Monday but the box was open and the charger was missing, please send it to my old address',
  'I was charged twice for the same order last week and would like one of the two payments back on my card',
  'The app logs me out every time I open the list of my invoices, on two phones and also in the browser at work',
  'My coupon is refused at the checkout although the newsletter says that it is valid until the end of the month',
  'Can you tell me whether the lamp fits the smaller stand, the page names both sizes and shows only one picture',
  'The courier left the chair in the rain and the seat is stained now, I have sent three pictures with this message',
  'Please change the name on my invoice to that of my company and send it again before the end of the quarter',
  'I cannot reset my password because the mail with the link never comes, not even to the folder for spam',
];
const KINDS = [
  'shipping',
  'billing',
  'account',
  'billing',
  'product',
  'shipping',
  'billing',
  'account',
];
const again = (text, at) => text.split(' ').with(at, 'really').join(' ');
const tickets = MESSAGES.flatMap((text, index) => [
  { id: index, text, kind: KINDS[index] },
  ...(index % 3 === 0 ? [{ id: 100 + index, text: again(text, 20), kind: KINDS[index] }] : []),
  ...(index === 3 ? [{ id: 200, text: again(text, 1), kind: 'product' }] : []),
])
  .map((ticket) => `${JSON.stringify(ticket)}\n`)
  .join('');

/** Opens a folder with one file, audits it, and gives the window to `act` before it is photographed. */
async function picture(name, file, content, theme, act) {
  const workbench = await openWorkbench(
    { [file]: content },
    { 'workbench.colorTheme': theme, 'workbench.startupEditor': 'none' },
  );
  await workbench.audit(file);
  await workbench.page.setViewportSize({ width: 1400, height: 860 });
  await act?.(workbench.panel(), workbench);
  await workbench.page.mouse.move(700, 12);
  await workbench.page.screenshot({ path: path.join(OUT, `${name}.png`) });
  await workbench.close();
}

const settled = (panel) => panel.locator('.pv:not(.dim) .kpis').waitFor();

ensureInstalled();
mkdirSync(OUT, { recursive: true });
await startSession();
try {
  await picture('overview', 'titanic.csv', data('titanic.csv'), 'Dark Modern');
  await picture('balance', 'glass.csv', data('glass.csv'), 'Dark Modern', async (panel) => {
    await panel.getByRole('tab', { name: 'Balance' }).click();
    await panel
      .getByRole('radio', { name: /^SMOTE(?! (for|and))/ })
      .first()
      .click();
    await settled(panel);
    await panel.locator('svg.chart').last().waitFor();
  });
  await picture('near', 'tickets.jsonl', tickets, 'Light Modern', async (panel) => {
    await panel.getByRole('tab', { name: 'Duplicates' }).click();
    await panel.getByRole('radio', { name: /^Near \d/ }).click();
    await panel.getByRole('insertion').first().waitFor();
    await panel.getByRole('insertion').first().scrollIntoViewIfNeeded();
  });
} finally {
  await endSession();
}
