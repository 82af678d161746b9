import { describe, expect, it } from 'vitest';
import type { SetPage } from '../../../src/protocol/messages';
import { HELD, PAGE, SetPages } from '../../../webview/views/sets/set-pages';

/** A list of sets numbered by their first row, asked page by page; answers come when they are let. */
function listOf(total: number) {
  const asked: number[] = [];
  const waiting: (() => void)[] = [];
  const failures: unknown[] = [];
  const pages = new SetPages({
    ask: (offset, limit) => {
      asked.push(offset);
      return new Promise((resolve, reject) => {
        const sets = Array.from({ length: Math.min(limit, total - offset) }, (_, i) => ({
          first: offset + i,
        }));
        const answer = { total, offset, sets } as unknown as SetPage;
        waiting.push(() => {
          if (offset < total) resolve(answer);
          else reject(new Error('beyond'));
        });
      });
    },
    came: () => undefined,
    failed: (error) => failures.push(error),
  });
  /** Lets all answers come, also those that are asked for then. */
  const answered = async () => {
    while (waiting.length > 0) {
      waiting.shift()!();
      await Promise.resolve();
      await Promise.resolve();
      await Promise.resolve();
    }
  };
  return { pages, asked, waiting, failures, answered };
}

describe('the pages of a list of sets', () => {
  it('are asked for when they are looked at, the first at once, one at a time', async () => {
    const { pages, asked, waiting, answered } = listOf(100_000);
    expect(asked).toEqual([0]);
    pages.look(40 * PAGE + 95, 40 * PAGE + 120);
    expect(waiting).toHaveLength(1);
    await answered();
    expect(asked).toEqual([0, 40 * PAGE, 41 * PAGE]);
    expect(pages.at(40 * PAGE + 99)!.first).toBe(40 * PAGE + 99);
    expect(pages.at(41 * PAGE)!.first).toBe(41 * PAGE);
    expect(pages.at(42 * PAGE)).toBeUndefined();
  });

  it('that were passed by while an answer was awaited are not asked for', async () => {
    const { pages, asked, answered } = listOf(100_000);
    for (let page = 1; page < 500; page++) pages.look(page * PAGE, page * PAGE + 30);
    await answered();
    expect(asked).toEqual([0, 499 * PAGE]);
  });

  it('are let go of, those looked at longest ago first', async () => {
    const { pages, answered } = listOf(100_000);
    for (let page = 0; page < 40; page++) {
      pages.look(page * PAGE, page * PAGE + 30);
      await answered();
      // The first page is looked at again and again.
      pages.look(0, 30);
      expect(pages.held).toBeLessThanOrEqual(HELD);
    }
    expect(pages.at(0)!.first).toBe(0);
    expect(pages.at(39 * PAGE)!.first).toBe(39 * PAGE);
    expect(pages.at(5 * PAGE)).toBeUndefined();
    pages.look(5 * PAGE, 5 * PAGE + 30);
    await answered();
    expect(pages.at(5 * PAGE)!.first).toBe(5 * PAGE);
  });

  it('that come late are dropped, and what fails is told', async () => {
    const { pages, answered, failures } = listOf(50);
    pages.close();
    await answered();
    expect(pages.held).toBe(0);
    const other = listOf(50);
    other.pages.look(10 * PAGE, 10 * PAGE + 1);
    await other.answered();
    expect(other.failures).toHaveLength(1);
    expect(failures).toHaveLength(0);
  });
});
