// The editor's window as a user sees it: explorer, menus, palette, tabs, notifications, and Ballast's panel in it.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT } from '../../vscode/paths.mjs';

/** Pictures of what the tests saw; ignored by git. */
export const SHOTS = path.join(PROJECT, 'test/shots/editor');

/** A window of the editor on a folder. */
export class Workbench {
  /** Requests that left this machine's editor, by address: there must be none from Ballast. */
  outside = /** @type {string[]} */ ([]);

  /**
   * @param {import('playwright-core').Page} page
   * @param {string} folder
   * @param {string} authority
   */
  constructor(page, folder, authority) {
    this.page = page;
    this.folder = folder;
    this.authority = authority;
  }

  /**
   * Writes the settings of the folder; the editor takes them over while it runs.
   * @param {Readonly<Record<string, unknown>>} settings
   */
  writeSettings(settings) {
    writeFileSync(path.join(this.folder, '.vscode/settings.json'), JSON.stringify(settings));
  }

  /**
   * Puts a picture of the window into test/shots.
   * @param {string} name
   */
  async picture(name) {
    await this.page.screenshot({ path: path.join(SHOTS, `${name}.png`) });
  }

  /** Loads the workbench and waits until the extension's contributions are there. */
  async open() {
    await this.page.route(
      (url) => /^https?:$/.test(url.protocol) && url.host !== this.authority,
      (route) => {
        this.outside.push(route.request().url());
        return route.abort();
      },
    );
    await this.page.goto(`http://${this.authority}/?folder=${encodeURIComponent(this.folder)}`);
    await this.ready();
  }

  /** Waits until explorer and Ballast's icon are there, e.g. after a reload. */
  async ready() {
    await this.page.getByRole('tree', { name: 'Files Explorer' }).waitFor();
    await this.activity().waitFor();
  }

  async close() {
    await this.page.context().close();
  }

  /** Ballast's icon in the activity bar. */
  activity() {
    return this.page.getByRole('tab', { name: /^Ballast/ });
  }

  /** @param {string} name a file in the explorer */
  file(name) {
    return this.page
      .getByRole('tree', { name: 'Files Explorer' })
      .getByRole('treeitem', { name, exact: true });
  }

  /** @param {string | RegExp} name an open editor */
  tab(name) {
    return this.page.locator('.tabs-container').getByRole('tab', { name });
  }

  /** The report panel's document. Hidden panels stay in the page, so only the visible one counts. */
  panel() {
    return this.page.frameLocator('iframe.webview.ready:visible').frameLocator('#active-frame');
  }

  /** @param {string | RegExp} text a notification that shows it */
  notification(text) {
    return this.page
      .locator('.notifications-toasts .notification-list-item')
      .filter({ hasText: text });
  }

  /** The report panel's tab. */
  reportTab() {
    return this.tab(/^Report /);
  }

  /** The frame of the report panel, to run scripts in. */
  async panelFrame() {
    const outer = await this.page.locator('iframe.webview.ready:visible').elementHandle();
    const inner = await (await outer?.contentFrame())?.waitForSelector('#active-frame');
    const frame = await inner?.contentFrame();
    if (!frame) throw new Error('The panel has no frame.');
    return frame;
  }

  /**
   * Audits a file from the explorer's menu and waits for the report.
   * @param {string} name
   */
  async audit(name) {
    await this.contextMenu(this.file(name), 'Ballast', 'Audit Dataset');
    await this.panel().getByRole('tab', { name: 'Overview' }).waitFor();
  }

  /**
   * Presses the right button, which opens the menu, and lets it go a little above: on a busy machine the menu would take
   * the release for a click on its first entry.
   * @param {import('playwright-core').Locator} target
   */
  async rightPress(target) {
    await target.hover();
    const box = await target.boundingBox();
    if (!box) throw new Error('There is nothing to press.');
    const [x, y] = [box.x + Math.min(60, box.width / 2), box.y + box.height / 2];
    const { mouse } = this.page;
    await mouse.move(x, y);
    await mouse.down({ button: 'right' });
    await mouse.move(x - 8, y - 8);
    await mouse.up({ button: 'right' });
  }

  /**
   * Right-clicks and walks through the menu and its submenus.
   * @param {import('playwright-core').Locator} target
   * @param {...string} items
   */
  async contextMenu(target, ...items) {
    await this.rightPress(target);
    for (const [depth, item] of items.entries()) {
      // The spoken name may go on with the keys.
      const name = new RegExp(`^${literally(item)}( ?Ctrl\\+.*)?$`);
      const entry = this.page.getByRole('menuitem', { name });
      // In its first 100 ms a menu takes no release of the button: it might be that of the click that opened it.
      if (depth < items.length - 1) await entry.hover();
      else await entry.click({ delay: 120 });
    }
  }

  /**
   * Runs a command by its name in the palette.
   * @param {string} name
   */
  async command(name) {
    await this.page.keyboard.press('F1');
    await this.page.locator('.quick-input-widget input[type="text"]').fill(`>${name}`);
    // The spoken name goes on with the keys and the group, after a comma.
    const spoken = new RegExp(`^${literally(name)}(,|$)`);
    await this.page.getByRole('option', { name: spoken }).first().click();
  }

  /** Files in the folder, hidden ones too, without the settings. */
  files() {
    return readdirSync(this.folder)
      .filter((name) => name !== '.vscode')
      .toSorted();
  }

  /** @param {string} name */
  read(name) {
    return readFileSync(path.join(this.folder, name), 'utf8');
  }
}

/** @param {string} text as a pattern that matches just that */
function literally(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
