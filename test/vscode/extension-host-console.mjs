// What runs inside the extension host prints into the page's console: this brings it to ours.
import { format } from 'node:util';

const PREFIX = '%c[Extension Host] %c';

/**
 * Prints the extension host's console lines, in order.
 * @param {import('playwright-core').Page} page
 * @returns {() => Promise<void>} waits until everything that arrived is printed
 */
export function mirrorExtensionHost(page) {
  let printed = Promise.resolve();
  page.on('console', (message) => {
    if (!message.text().startsWith(PREFIX)) return;
    printed = printed.then(async () => {
      const values = await Promise.all(
        message.args().map((handle) => handle.jsonValue().catch(() => String(handle))),
      );
      // values[1] and values[2] are the styles of the two %c in the prefix.
      const text = String(values[0]).replace(PREFIX, '').replaceAll('%c', '');
      const stream = ['error', 'warning'].includes(message.type())
        ? process.stderr
        : process.stdout;
      stream.write(`${format(text, ...values.slice(3))}\n`);
    });
  });
  return () => printed;
}
