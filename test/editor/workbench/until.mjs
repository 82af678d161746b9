import { setInterval } from 'node:timers/promises';

/**
 * Asks every 10 ms until there is an answer, for what only the file system tells. Fails after `limit` ms.
 * @template T
 * @param {() => T | undefined | false | Promise<T | undefined | false>} ask
 * @param {string} what
 * @param {number} [limit]
 * @returns {Promise<T>}
 */
export async function until(ask, what, limit = 20_000) {
  const start = performance.now();
  for await (const again of setInterval(10, ask)) {
    const answer = await again();
    if (answer) return answer;
    if (performance.now() - start > limit) break;
  }
  throw new Error(`Waited ${limit} ms for ${what}.`);
}
