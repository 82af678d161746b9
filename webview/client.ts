import { Endpoint, type Port } from '../src/protocol/endpoint';
import type { PanelEvents, PanelRequests } from '../src/protocol/messages';
import type { Host } from './host';

/** What the editor gives a webview, once per life of the page. */
interface EditorApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): EditorApi;

/** The wire and the memory the editor lends a webview. */
export interface Client {
  readonly host: Host;
  remember(state: unknown): void;
  remembered(): unknown;
}

/** Connects to the host. */
export function connect(hears: {
  readonly [K in keyof PanelEvents]: (event: PanelEvents[K]) => void;
}): Client {
  const editor = acquireVsCodeApi();
  const port: Port = {
    post: (message) => {
      editor.postMessage(message);
    },
    listen: (receive) => {
      const hear = (event: MessageEvent) => {
        receive(event.data);
      };
      window.addEventListener('message', hear);
      return () => {
        window.removeEventListener('message', hear);
      };
    },
  };
  return {
    host: new Endpoint<PanelRequests, Record<never, never>, Record<never, never>, PanelEvents>(
      port,
      {},
      hears,
    ),
    remember: (state) => {
      editor.setState(state);
    },
    remembered: () => editor.getState(),
  };
}
