import { Cancelled, EngineError } from '../engine/problems';
import type { WireFailure } from './messages';

/** One end of a wire: a MessagePort, a worker, or a webview. */
export interface Port {
  post(message: unknown): void;
  /** Called for every message that arrives; returns what stops listening. */
  listen(receive: (message: unknown) => void): () => void;
}

/** A family of requests: name -> parameters and answer. */
export type Requests<R> = { [K in keyof R]: { params: unknown; answer: unknown } };

/** Answers the requests of the other end. `signal` is aborted when the asker cancels. */
export type Answers<R extends Requests<R>> = {
  readonly [K in keyof R]: (
    params: R[K]['params'],
    signal: AbortSignal,
  ) => R[K]['answer'] | Promise<R[K]['answer']>;
};

/** Hears the events of the other end. */
export type Hears<E> = { readonly [K in keyof E]?: (event: E[K]) => void };

/** A request that failed on the other side; `code` is an EngineErrorCode, `cancelled` or `internal`. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
  readonly failure: WireFailure;

  constructor(failure: WireFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

type Message =
  | {
      readonly kind: 'request';
      readonly id: number;
      readonly name: string;
      readonly params: unknown;
    }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly failure: WireFailure }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'event'; readonly name: string; readonly event: unknown };

/** Other senders may share the wire (a webview hears its own page): what is not ours is not heard. */
function isMessage(message: unknown): message is Message {
  return typeof message === 'object' && message !== null && 'kind' in message;
}

/** The wire form of anything thrown. */
export function toFailure(error: unknown): WireFailure {
  if (error instanceof RequestFailed) return error.failure;
  if (error instanceof Cancelled) return { code: 'cancelled', message: error.message };
  if (error instanceof EngineError) {
    const { code, message, place } = error;
    return place ? { code, message, place } : { code, message };
  }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

/**
 * Requests and answers with failure and cancel carried on the wire; the same code on both ends of both wires.
 * `Out` is what this end asks, `In` what it answers; `Send` and `Hear` are the events of either direction.
 */
export class Endpoint<Out extends Requests<Out>, In extends Requests<In>, Send, Hear> {
  readonly #port: Port;
  readonly #pending = new Map<
    number,
    { resolve: (answer: never) => void; reject: (error: RequestFailed) => void }
  >();
  readonly #running = new Map<number, AbortController>();
  readonly #stop: () => void;
  /** A page that is loaded again must not take an answer to the page before: each life counts from elsewhere. */
  #nextId = Math.floor(Math.random() * 2 ** 40);
  #closed: WireFailure | undefined;

  constructor(port: Port, answers: Answers<In>, hears: Hears<Hear> = {}) {
    this.#port = port;
    this.#stop = port.listen((message) => {
      if (isMessage(message)) this.#receive(message, answers, hears);
    });
  }

  /** Asks the other end. Aborting `signal` sends a cancel; the request then fails with code `cancelled`. */
  request<K extends keyof Out & string>(
    name: K,
    params: Out[K]['params'],
    signal?: AbortSignal,
  ): Promise<Out[K]['answer']> {
    if (this.#closed) return Promise.reject(new RequestFailed(this.#closed));
    if (signal?.aborted) return Promise.reject(new RequestFailed(toFailure(new Cancelled())));
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const cancel = () => {
        this.#port.post({ kind: 'cancel', id });
      };
      const settle = () => {
        this.#pending.delete(id);
        signal?.removeEventListener('abort', cancel);
      };
      this.#pending.set(id, {
        resolve: (answer) => {
          settle();
          resolve(answer);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      });
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        this.#port.post({ kind: 'request', id, name, params });
      } catch (error) {
        settle();
        reject(new RequestFailed(toFailure(error)));
      }
    });
  }

  send<K extends keyof Send & string>(name: K, event: Send[K]): void {
    if (!this.#closed) this.#port.post({ kind: 'event', name, event });
  }

  /**
   * Stops listening and fails what is waiting with `reason`. What is running here is aborted with a RequestFailed as
   * the signal's reason (a cancel of the other end aborts with Cancelled), and its answer is no longer posted.
   */
  close(reason: WireFailure = { code: 'cancelled', message: 'Closed.' }): void {
    if (this.#closed) return;
    this.#closed = reason;
    this.#stop();
    const failed = new RequestFailed(reason);
    for (const { reject } of [...this.#pending.values()]) reject(failed);
    for (const controller of [...this.#running.values()]) controller.abort(failed);
  }

  #receive(message: Message, answers: Answers<In>, hears: Hears<Hear>): void {
    switch (message.kind) {
      case 'request':
        void this.#answer(message.id, message.name as keyof In & string, message.params, answers);
        break;
      case 'answer':
        this.#pending.get(message.id)?.resolve(message.answer as never);
        break;
      case 'failure':
        this.#pending.get(message.id)?.reject(new RequestFailed(message.failure));
        break;
      case 'cancel':
        this.#running.get(message.id)?.abort(new Cancelled());
        break;
      case 'event':
        hears[message.name as keyof Hear]?.(message.event as Hear[keyof Hear]);
        break;
    }
  }

  async #answer<K extends keyof In & string>(
    id: number,
    name: K,
    params: unknown,
    answers: Answers<In>,
  ): Promise<void> {
    const controller = new AbortController();
    this.#running.set(id, controller);
    let reply: Extract<Message, { id: number }>;
    try {
      if (!Object.hasOwn(answers, name)) throw new Error(`There is no request '${name}'.`);
      const answer = await answers[name](params as In[K]['params'], controller.signal);
      reply = { kind: 'answer', id, answer };
    } catch (error) {
      reply = { kind: 'failure', id, failure: toFailure(error) };
    }
    this.#running.delete(id);
    if (!this.#closed) this.#post(reply);
  }

  /** An answer that cannot be cloned fails its request instead of leaving it waiting for ever. */
  #post(reply: Extract<Message, { id: number }>): void {
    try {
      this.#port.post(reply);
    } catch (error) {
      this.#port.post({ kind: 'failure', id: reply.id, failure: toFailure(error) });
    }
  }
}
