import type { Port } from './endpoint';

/** What a worker, `parentPort` and a MessagePort of node:worker_threads have in common. */
export interface ThreadEnd {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  off(event: 'message', listener: (message: unknown) => void): unknown;
}

/** Either end of a worker thread as a Port. */
export function threadPort(end: ThreadEnd): Port {
  return {
    post: (message) => {
      end.postMessage(message);
    },
    listen(receive) {
      end.on('message', receive);
      return () => {
        end.off('message', receive);
      };
    },
  };
}

/** The host's side of a webview, as the editor offers it. */
export interface WebviewEnd {
  postMessage(message: unknown): PromiseLike<boolean>;
  onDidReceiveMessage(listener: (message: unknown) => void): { dispose(): unknown };
}

/** The host's end of a webview as a Port. A message to a page that is gone is dropped: the next page asks anew. */
export function webviewPort(end: WebviewEnd): Port {
  return {
    post: (message) => {
      void end.postMessage(message).then(undefined, () => undefined);
    },
    listen(receive) {
      const listening = end.onDidReceiveMessage(receive);
      return () => {
        listening.dispose();
      };
    },
  };
}
