import { chooseSource } from '../sources/target';
import { auditInPanel } from './audit-in-panel';
import type { Command } from './command';

/** Opens the panel on its Balance part, after an audit when there was none. */
export const balance: Command = async (host, given) => {
  const uri = await chooseSource(host, given);
  if (!uri) return;
  const session = host.sessions.open(uri);
  const show = { tab: 'Balance' };
  if (session.report || session.auditing) host.panels.show(session, show);
  else await auditInPanel(host, uri, show);
};
