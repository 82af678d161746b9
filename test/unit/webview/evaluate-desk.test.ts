import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../../../src/engine/evaluation/evaluation';
import { RequestFailed } from '../../../src/protocol/endpoint';
import { EvaluateDesk } from '../../../webview/evaluate/evaluate-desk';
import type { Host } from '../../../webview/host';

/** A host whose answers are given by hand. */
function handHost() {
  const asked: { params: unknown; answer(value: unknown): void; signal: AbortSignal }[] = [];
  const request = (_name: string, params: unknown, signal: AbortSignal) =>
    new Promise((resolve, reject) => {
      asked.push({ params, answer: resolve, signal });
      signal.addEventListener('abort', () => {
        reject(new RequestFailed({ code: 'cancelled', message: 'Cancelled.' }));
      });
    });
  return { host: { request } as unknown as Host, asked };
}

const RESULT = { summary: 'It helps.' } as Evaluation;
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the desk of an evaluation', () => {
  it('asks for the chosen remedies with roles, seed and settings, and shows the answer', async () => {
    const { host, asked } = handHost();
    const desk = new EvaluateDesk(host, () => ({ label: 'y' }));
    desk.set('folds', 3);
    const running = desk.run([{ name: 'A', steps: [] }], 7);
    expect(desk.running).toBe(true);
    expect(asked[0]!.params).toEqual({
      candidates: [{ name: 'A', steps: [] }],
      seed: 7,
      roles: { label: 'y' },
      values: { folds: 3 },
    });
    asked[0]!.answer(RESULT);
    await running;
    expect(desk).toMatchObject({ running: false, result: RESULT, failure: null });
  });

  it('keeps what came out before when it is cancelled', async () => {
    const { host } = handHost();
    const desk = new EvaluateDesk(host, () => ({}));
    desk.result = RESULT;
    const running = desk.run([], 0);
    expect(desk.cancel()).toBe(true);
    await running;
    expect(desk).toMatchObject({ running: false, result: RESULT, failure: null });
    expect(desk.cancel()).toBe(false);
  });

  it('does not show an answer for a table that changed meanwhile', async () => {
    const { host, asked } = handHost();
    const desk = new EvaluateDesk(host, () => ({}));
    void desk.run([], 0);
    desk.outdate();
    asked[0]!.answer(RESULT);
    await settled();
    expect(desk.result).toBeNull();
    expect(asked[0]!.signal.aborted).toBe(true);
  });

  it('goes back to the defaults', () => {
    const desk = new EvaluateDesk(handHost().host, () => ({}));
    desk.score = 'auroc';
    desk.set('score', 'brier');
    expect(desk).toMatchObject({ values: { score: 'brier' }, score: null });
    desk.set('score', undefined);
    expect(desk.values).toEqual({});
  });
});
