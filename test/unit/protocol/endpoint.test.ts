import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import { Cancelled, EngineError } from '../../../src/engine/problems';
import {
  Endpoint,
  RequestFailed,
  toFailure,
  type Answers,
  type Hears,
} from '../../../src/protocol/endpoint';
import { threadPort } from '../../../src/protocol/ports';

interface Shop {
  double: { params: number; answer: number };
  wait: { params: null; answer: null };
  refuse: { params: null; answer: null };
  odd: { params: null; answer: unknown };
}
interface News {
  opened: { readonly at: string };
}

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Two endpoints on a real message channel: `asker` asks and hears, `shop` answers and sends. */
function pair(answers: Partial<Answers<Shop>> = {}, hears: Hears<News> = {}) {
  const { port1, port2 } = new MessageChannel();
  const all: Answers<Shop> = {
    double: (n) => n * 2,
    wait: (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      }),
    refuse: () => {
      throw new EngineError('unknown-column', "There is no column 'x'.", { column: 3 });
    },
    odd: () => () => 'a function cannot be posted',
    ...answers,
  };
  const asker = new Endpoint<Shop, Record<never, never>, Record<never, never>, News>(
    threadPort(port1),
    {},
    hears,
  );
  const shop = new Endpoint<Record<never, never>, Shop, News, Record<never, never>>(
    threadPort(port2),
    all,
  );
  closing.push(() => {
    asker.close();
    shop.close();
    port1.close();
  });
  return { asker, shop, port1, port2 };
}

/** The failure of a request that must fail. */
async function failureOf(request: Promise<unknown>) {
  try {
    await request;
  } catch (error) {
    if (error instanceof RequestFailed) return error.failure;
    throw error;
  }
  throw new Error('The request was answered.');
}

describe('a request', () => {
  test('is answered, and answers find their own request', async () => {
    const { asker } = pair({ double: async (n) => (n === 1 ? await slow(2) : n * 2) });
    expect(await Promise.all([asker.request('double', 1), asker.request('double', 21)])).toEqual([
      2, 42,
    ]);
  });

  test('carries a coded refusal with its place', async () => {
    const { asker } = pair();
    expect(await failureOf(asker.request('refuse', null))).toEqual({
      code: 'unknown-column',
      message: "There is no column 'x'.",
      place: { column: 3 },
    });
  });

  test('that nobody answers fails as internal', async () => {
    const { asker } = pair();
    const unknown = asker as unknown as { request(name: string, params: null): Promise<unknown> };
    expect(await failureOf(unknown.request('toString', null))).toMatchObject({ code: 'internal' });
  });

  test('fails when its answer cannot be posted', async () => {
    const { asker } = pair();
    expect(await failureOf(asker.request('odd', null))).toMatchObject({ code: 'internal' });
  });

  test('fails when its parameters cannot be posted, and later ones still work', async () => {
    const { asker } = pair();
    const wrong = (() => 1) as unknown as number;
    expect(await failureOf(asker.request('double', wrong))).toMatchObject({ code: 'internal' });
    expect(await asker.request('double', 4)).toBe(8);
  });
});

describe('cancel', () => {
  test('aborts the work of the other end with Cancelled', async () => {
    let reason: unknown;
    const { asker } = pair({
      wait: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reason = signal.reason;
            reject(signal.reason as Error);
          });
        }),
    });
    const controller = new AbortController();
    const waiting = failureOf(asker.request('wait', null, controller.signal));
    controller.abort();
    expect(await waiting).toEqual({ code: 'cancelled', message: 'Cancelled.' });
    expect(reason).toBeInstanceOf(Cancelled);
  });

  test('before the request is posted asks nothing', async () => {
    let asked = 0;
    const { asker } = pair({ double: (n) => (asked++, n) });
    expect(await failureOf(asker.request('double', 1, AbortSignal.abort()))).toMatchObject({
      code: 'cancelled',
    });
    await asker.request('double', 2);
    expect(asked).toBe(1);
  });
});

test('events are heard by name, in order', async () => {
  const heard: string[] = [];
  const { asker, shop } = pair({}, { opened: (event) => heard.push(event.at) });
  shop.send('opened', { at: '8:00' });
  shop.send('opened', { at: '9:00' });
  await asker.request('double', 1);
  expect(heard).toEqual(['8:00', '9:00']);
});

test('what is not of the endpoint is ignored', async () => {
  const { asker, port2 } = pair();
  port2.postMessage(null);
  port2.postMessage('ready');
  expect(await asker.request('double', 3)).toBe(6);
});

describe('close', () => {
  const died = { code: 'worker-died', message: 'Gone.' } as const;

  test('fails what waits and what is asked later, each with the reason', async () => {
    const { asker } = pair();
    const waiting = failureOf(asker.request('wait', null));
    asker.close(died);
    expect(await waiting).toEqual(died);
    expect(await failureOf(asker.request('double', 1))).toEqual(died);
  });

  test('aborts what runs, not as a cancel, and posts no answer of it', async () => {
    let started: () => void = () => undefined;
    const running = new Promise<void>((resolve) => (started = resolve));
    const reasons: unknown[] = [];
    const { asker, shop, port1, port2 } = pair({
      wait: (_, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            reasons.push(signal.reason);
            resolve(null);
          });
          started();
        }),
    });
    const waiting = failureOf(asker.request('wait', null));
    await running;
    const posted: unknown[] = [];
    port1.on('message', (message) => posted.push(message));
    shop.close(died);
    await new Promise((resolve) => setImmediate(resolve));
    port2.postMessage('last');
    await new Promise((resolve) => port1.once('message', resolve));
    expect(posted).toEqual(['last']);
    expect(reasons).toEqual([new RequestFailed(died)]);
    asker.close();
    await waiting;
  });
});

test('anything thrown has a wire form', () => {
  expect(toFailure(new Cancelled())).toEqual({ code: 'cancelled', message: 'Cancelled.' });
  expect(toFailure('text')).toEqual({ code: 'internal', message: 'text' });
  const failed = new RequestFailed({ code: 'disk-full', message: 'Full.' });
  expect(toFailure(failed)).toBe(failed.failure);
});

/** An answer that comes after a later one. */
async function slow(value: number): Promise<number> {
  await new Promise((resolve) => setImmediate(resolve));
  return value;
}
