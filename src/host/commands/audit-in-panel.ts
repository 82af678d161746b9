import type { Uri } from 'vscode';
import { toFailure } from '../../protocol/endpoint';
import type { Host } from '../host';
import { tellFailure } from '../asking/notify';
import type { Show } from '../panel/panel';

/** Opens the panel of a source and audits it again. A failure is told by the panel, or, when it is hidden, by a message. */
export async function auditInPanel(host: Host, uri: Uri, show?: Show): Promise<void> {
  const session = host.sessions.open(uri);
  const panel = host.panels.show(session, show);
  try {
    await session.audit();
  } catch (error) {
    const { code, message } = toFailure(error);
    if (code === 'cancelled') host.log.info(`${session.name}: cancelled`);
    else if (panel.visible) host.log.error(`${session.name}: ${code}: ${message}`);
    else void tellFailure(host.log, error, session.name);
  }
}
