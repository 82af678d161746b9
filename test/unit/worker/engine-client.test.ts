import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { EngineClient, type EngineOptions } from '../../../src/host/sessions/engine-client';
import { RequestFailed } from '../../../src/protocol/endpoint';
import type { Phase, Progress, WorkerRequests } from '../../../src/protocol/messages';
import { bench, uneven, type Bench } from './bundled-worker';

const LARGE = 300_000;
const OVERSAMPLE = {
  seed: 0,
  steps: [{ method: 'random-oversample' }],
  roles: { label: 'label' },
} as const;

let at: Bench;
let small: string;
let large: string;
const clients: EngineClient[] = [];

beforeAll(async () => {
  at = await bench();
  small = await at.file('small.csv', uneven(100));
  large = await at.file('large.csv', uneven(LARGE));
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.release()));
});
afterAll(() => at.clear());

function clientWith(options: Partial<EngineOptions> = {}): EngineClient {
  const client = new EngineClient({ workerPath: at.workerPath, ...options });
  clients.push(client);
  return client;
}

const auditOf = (file: string): WorkerRequests['audit']['params'] => ({
  source: { kind: 'file', path: file },
  read: {},
  roles: { label: 'label' },
});

async function failureOf(request: Promise<unknown>) {
  try {
    await request;
  } catch (error) {
    if (error instanceof RequestFailed) return error.failure;
    throw error;
  }
  throw new Error('The request was answered.');
}

/** Resolves at the first progress of a phase, and calls `then` in the same turn. */
function atFirst(phase: Phase, then: () => void): (progress: Progress) => void {
  let seen = false;
  return (progress) => {
    if (seen || progress.phase !== phase) return;
    seen = true;
    then();
  };
}

describe('answers', () => {
  test('an audit, its rows and a preview', async () => {
    const client = clientWith();
    const report = await client.request('audit', auditOf(small));
    expect(report.source.rows).toBe(100);
    const selector = { kind: 'where', cells: [{ column: 2, value: 'rare' }] } as const;
    const page = await client.request('rows', { selector, offset: 0, limit: 2 });
    expect([page.total, page.rows.map(({ row, line }) => [row, line])]).toEqual([
      10,
      [
        [0, 2],
        [10, 12],
      ],
    ]);
    const preview = await client.request('preview', { recipe: OVERSAMPLE });
    expect(preview.after.rows).toBe(180);
  });

  test('the methods as data, without reading anything', async () => {
    const methods = await clientWith().request('methods', {});
    expect(methods.map((method) => method.id)).toContain('random-oversample');
  });

  test('a coded failure, after which the worker still answers', async () => {
    const client = clientWith();
    const missing = path.join(at.folder, 'missing.csv');
    expect(await failureOf(client.request('audit', auditOf(missing)))).toMatchObject({
      code: 'unreadable',
    });
    expect((await client.request('audit', auditOf(small))).source.rows).toBe(100);
  });

  test('the text of an editor', async () => {
    const source = { kind: 'text', path: 'Untitled-1', text: uneven(30) } as const;
    const report = await clientWith().request('audit', { ...auditOf(''), source });
    expect(report.source.rows).toBe(30);
  });
});

describe('cancel', () => {
  test('stops an audit in the middle, and the next request works', async () => {
    const controller = new AbortController();
    const client = clientWith({
      patience: 60_000,
      onProgress: atFirst('read', () => {
        controller.abort();
      }),
    });
    const failure = await failureOf(client.request('audit', auditOf(large), controller.signal));
    expect(failure.code).toBe('cancelled');
    expect(client.running).toBe(true);
    expect((await client.request('audit', auditOf(large))).source.rows).toBe(LARGE);
  });

  test('ends a worker that does not stop by itself, and the next request starts another', async () => {
    const deaf = await at.file(
      'deaf.cjs',
      `const { parentPort } = require('node:worker_threads');
       parentPort.on('message', ({ id, name }) => {
         if (name === 'methods') parentPort.postMessage({ kind: 'answer', id, answer: [] });
         else for (;;);
       });`,
    );
    const client = clientWith({ workerPath: deaf, patience: 20 });
    const controller = new AbortController();
    const busy = failureOf(client.request('audit', auditOf(small), controller.signal));
    await client.request('methods', {}, AbortSignal.timeout(50)).catch(() => undefined);
    controller.abort();
    expect(await busy).toMatchObject({ code: 'cancelled' });
    expect(client.running).toBe(false);
    expect(await client.request('methods', {})).toEqual([]);
  });

  test('leaves a worker alone that is giving files their names', async () => {
    const publishing = await at.file(
      'publishing.cjs',
      `const { parentPort, workerData } = require('node:worker_threads');
       const flags = new Int32Array(workerData.flags);
       parentPort.on('message', ({ id }) => {
         Atomics.store(flags, 1, 1);
         parentPort.postMessage({ kind: 'event', name: 'progress', event: { phase: 'write' } });
         while (Atomics.load(flags, 0) === 0) Atomics.wait(flags, 0, 0, 5);
         Atomics.wait(flags, 0, 1, 200);
         parentPort.postMessage({ kind: 'answer', id, answer: 'written' });
       });`,
    );
    const controller = new AbortController();
    const client = clientWith({
      workerPath: publishing,
      patience: 20,
      onProgress: atFirst('write', () => {
        controller.abort();
      }),
    });
    expect(await client.request('methods', {}, controller.signal)).toBe('written');
    expect(client.running).toBe(true);
  });

  test('of a request that waits its turn fails at once and leaves the others alone', async () => {
    const client = clientWith();
    const controller = new AbortController();
    const order: string[] = [];
    const first = client.request('audit', auditOf(large)).then(() => order.push('first'));
    const second = failureOf(client.request('audit', auditOf(small), controller.signal)).then(
      ({ code }) => order.push(code),
    );
    const third = client.request('audit', auditOf(small)).then(() => order.push('third'));
    controller.abort();
    await Promise.all([first, second, third]);
    expect(order).toEqual(['cancelled', 'first', 'third']);
  });

  test('in the middle of writing leaves no file', async () => {
    const before = await readdir(at.folder);
    const controller = new AbortController();
    const client = clientWith({
      onProgress: atFirst('write', () => {
        controller.abort();
      }),
    });
    await client.request('audit', auditOf(large));
    const failure = await failureOf(
      client.request('apply', { recipe: OVERSAMPLE }, controller.signal),
    );
    expect(failure.code).toBe('cancelled');
    expect(await readdir(at.folder)).toEqual(before);
  });
});

describe('a worker that dies', () => {
  test('in the middle of writing leaves no file, and the next request reads again', async () => {
    const before = await readdir(at.folder);
    const deaths: string[] = [];
    const client = clientWith({
      onProgress: atFirst('write', () => void client.kill()),
      onDeath: ({ code }) => deaths.push(code),
    });
    await client.request('audit', auditOf(large));
    const failure = await failureOf(client.request('apply', { recipe: OVERSAMPLE }));
    expect(failure.code).toBe('worker-died');
    expect(deaths).toEqual(['worker-died']);
    expect(await readdir(at.folder)).toEqual(before);
    expect(client.running).toBe(false);
    const preview = await client.request('preview', { recipe: OVERSAMPLE });
    expect(preview.before.rows).toBe(LARGE);
  });

  test('of an exception says which', async () => {
    const workerPath = await at.file(
      'throws.cjs',
      `require('node:worker_threads').parentPort.on('message', () => { throw new Error('boom'); });`,
    );
    const failure = await failureOf(clientWith({ workerPath }).request('methods', {}));
    expect(failure.code).toBe('worker-died');
    expect(failure.message).toContain('boom');
  });

  test('of a missing file of its own fails the request', async () => {
    const workerPath = path.join(at.folder, 'nowhere.cjs');
    const failure = await failureOf(clientWith({ workerPath }).request('methods', {}));
    expect(failure.code).toBe('worker-died');
  });
});

describe('a released worker', () => {
  test('is started again by the next request', async () => {
    const client = clientWith();
    await client.request('audit', auditOf(small));
    await client.release();
    expect(client.running).toBe(false);
    const preview = await client.request('preview', { recipe: OVERSAMPLE });
    expect(preview.after.rows).toBe(180);
  });

  test('refuses to answer from a file that changed meanwhile, until it is audited again', async () => {
    const file = await at.file('changing.csv', uneven(100));
    const client = clientWith();
    await client.request('audit', auditOf(file));
    await client.release();
    await writeFile(file, uneven(50));
    const ask = () => client.request('preview', { recipe: OVERSAMPLE });
    expect((await failureOf(ask())).code).toBe('source-changed');
    expect((await failureOf(ask())).code).toBe('source-changed');
    await client.request('audit', auditOf(file));
    expect((await ask()).before.rows).toBe(50);
  });

  test('fails what was asked of it', async () => {
    const client = clientWith();
    const waiting = failureOf(client.request('audit', auditOf(large)));
    await new Promise((resolve) => setImmediate(resolve));
    await client.release();
    expect((await waiting).code).toBe('cancelled');
  });
});

test('an audit that is made again and cancelled keeps the table of the one before', async () => {
  const controller = new AbortController();
  const phases: Phase[] = [];
  const client = clientWith({
    patience: 60_000,
    onProgress: ({ phase }) => {
      phases.push(phase);
      if (again) controller.abort();
    },
  });
  let again = false;
  await client.request('audit', auditOf(large));
  again = true;
  const failure = await failureOf(client.request('audit', auditOf(large), controller.signal));
  expect(failure.code).toBe('cancelled');
  phases.length = 0;
  const selector = { kind: 'rows', rows: [LARGE - 1] } as const;
  const page = await client.request('rows', { selector, offset: 0, limit: 1 });
  expect(page.rows).toHaveLength(1);
  expect(phases).not.toContain('read');
  expect(phases).not.toContain('profile');
});
