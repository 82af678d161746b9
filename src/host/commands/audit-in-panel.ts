import type { Uri } from 'vscode';
import type { Host } from '../host';
import type { Show } from '../panel';

/**
 * Opens the panel of a source and audits it again. The panel itself tells of failures; only when it was closed
 * meanwhile there is nothing to tell.
 */
export async function auditInPanel(host: Host, uri: Uri, show?: Show): Promise<void> {
  const session = host.sessions.open(uri);
  host.panels.show(session, show);
  await session.audit().catch((error: unknown) => {
    host.log.warn(`${session.name}: ${error instanceof Error ? error.message : String(error)}`);
  });
}
