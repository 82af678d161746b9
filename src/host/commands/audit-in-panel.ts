import type { Uri } from 'vscode';
import type { Host } from '../host';
import { tellFailure } from '../notify';
import type { Show } from '../panel';

/** Opens the panel of a source and audits it again. A failure is told by the panel, or, when it is hidden, by a message. */
export async function auditInPanel(host: Host, uri: Uri, show?: Show): Promise<void> {
  const session = host.sessions.open(uri);
  const panel = host.panels.show(session, show);
  try {
    await session.audit();
  } catch (error) {
    host.log.warn(`${session.name}: ${error instanceof Error ? error.message : String(error)}`);
    if (!panel.visible) await tellFailure(host.log, error, session.name);
  }
}
