import './host/language';
import type { ExtensionContext } from 'vscode';
import { registerCommands } from './host/commands';
import { createHost } from './host/host';

/** What activation gives to tests. */
export interface Activated {
  /** Milliseconds that activate() took. */
  readonly activationMs: number;
}

/** Puts the host together and registers its commands; everything else waits until it is asked for. */
export function activate(context: ExtensionContext): Activated {
  const started = performance.now();
  const host = createHost(context);
  context.subscriptions.push(registerCommands(host));
  return { activationMs: performance.now() - started };
}
