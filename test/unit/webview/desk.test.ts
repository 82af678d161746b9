import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Endpoint, type Port } from '../../../src/protocol/endpoint';
import type { PanelEvents, PanelRequests, PreviewResult } from '../../../src/protocol/messages';
import { BalanceDesk } from '../../../webview/balance/desk';
import { choose, EMPTY, override, recipeOf, select, set } from '../../../webview/balance/draft';

type Wire = { kind: string; id: number; name: string; params: { recipe?: unknown } };
type None = Record<never, never>;

/** A desk on a real endpoint; what it posts is kept, and the test answers. */
function wired() {
  const posted: Wire[] = [];
  let receive: (message: unknown) => void = () => undefined;
  const port: Port = {
    post: (message) => posted.push(message as Wire),
    listen: (hear) => {
      receive = hear;
      return () => undefined;
    },
  };
  const host = new Endpoint<PanelRequests, None, None, PanelEvents>(port, {});
  const desk = new BalanceDesk(host, (draft) => recipeOf(draft, {}));
  const asked = (name: string) => posted.filter((message) => message.name === name);
  const answer = async (id: number, result: Partial<PreviewResult>) => {
    receive({ kind: 'answer', id, answer: { guards: [], ...result } });
    await vi.advanceTimersByTimeAsync(0);
  };
  const fail = async (id: number, code: string) => {
    receive({ kind: 'failure', id, failure: { code, message: `${code}.` } });
    await vi.advanceTimersByTimeAsync(0);
  };
  return { desk, posted, asked, answer, fail };
}

const weights = choose(EMPTY, 'class-weights');

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the desk of the Balance tab', () => {
  it('previews once, a pause after the last of several changes', async () => {
    const { desk, asked } = wired();
    desk.change(weights);
    await vi.advanceTimersByTimeAsync(200);
    desk.change(set(weights, 'strength', 0.5));
    await vi.advanceTimersByTimeAsync(249);
    expect(asked('preview')).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked('preview').map((m) => m.params.recipe)).toEqual([
      { seed: 0, steps: [{ method: 'class-weights', values: { strength: 0.5 } }], roles: {} },
    ]);
    expect(asked('draft')).toHaveLength(2);
  });

  it('cancels the preview that runs when something changes, and ignores its late answer', async () => {
    const { desk, asked, posted, answer } = wired();
    desk.change(weights);
    await vi.advanceTimersByTimeAsync(250);
    const first = asked('preview')[0]!.id;
    desk.change({ ...weights, seed: 3 });
    expect(posted.filter((m) => m.kind === 'cancel').map((m) => m.id)).toEqual([first]);
    await answer(first, { notices: ['late'] });
    expect(desk.preview).toMatchObject({ result: null, running: true });
    await vi.advanceTimersByTimeAsync(250);
    await answer(asked('preview')[1]!.id, { notices: ['right'] });
    expect(desk.preview).toMatchObject({ result: { notices: ['right'] }, running: false });
    expect(desk.ready).toBe(true);
  });

  it('keeps the old picture while the next one is worked out, and waits with writing', async () => {
    const { desk, asked, answer } = wired();
    desk.change(weights);
    await vi.advanceTimersByTimeAsync(250);
    await answer(asked('preview')[0]!.id, { notices: ['old'] });
    desk.change({ ...weights, seed: 1 });
    expect(desk.preview).toMatchObject({ result: { notices: ['old'] }, running: true });
    await desk.write();
    expect(asked('apply')).toHaveLength(0);
  });

  it('asks nothing when only another step is shown', async () => {
    const { desk, asked, answer } = wired();
    desk.change(weights);
    await vi.advanceTimersByTimeAsync(250);
    await answer(asked('preview')[0]!.id, {});
    desk.change(select(weights, 1));
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked('preview')).toHaveLength(1);
    expect(desk.ready).toBe(true);
  });

  it('does not write past a blocking guard until it was passed on purpose', async () => {
    const { desk, asked, answer } = wired();
    const block = { code: 'G-SMALL', level: 'block', title: 'Small.', message: '' } as const;
    desk.change(weights);
    await vi.advanceTimersByTimeAsync(250);
    await answer(asked('preview')[0]!.id, { guards: [block] });
    await desk.write();
    expect(asked('apply')).toHaveLength(0);
    desk.change(override(desk.draft, 'G-SMALL'));
    await vi.advanceTimersByTimeAsync(250);
    await answer(asked('preview')[1]!.id, { guards: [block] });
    void desk.write();
    expect(asked('apply').map((m) => m.params.recipe)).toEqual([
      expect.objectContaining({ overrides: ['G-SMALL'] }),
    ]);
    expect(desk.writing.running).toBe(true);
  });

  it('shows a refusal, but says nothing about a cancel', async () => {
    const { desk, asked, fail } = wired();
    desk.change(weights);
    await vi.advanceTimersByTimeAsync(250);
    await fail(asked('preview')[0]!.id, 'one-class');
    expect(desk.preview.failure).toMatchObject({ code: 'one-class' });
    desk.change({ ...weights, seed: 1 });
    await vi.advanceTimersByTimeAsync(250);
    expect(desk.cancel()).toBe(true);
    await fail(asked('preview')[1]!.id, 'cancelled');
    expect(desk.preview).toMatchObject({ running: false, failure: null });
    expect(desk.cancel()).toBe(false);
  });
});
