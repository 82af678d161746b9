import type { Show } from '../panel/panel';
import { chooseSource } from '../sources/target';
import { auditInPanel } from './audit-in-panel';
import type { Command } from './command';

/** Shows the panel of a source, on a finding when one is given; audits first when that was not done. */
export const showPanel: Command = async (host, given, more) => {
  const uri = await chooseSource(host, given);
  if (!uri) return;
  const session = host.sessions.open(uri);
  const show = isShow(more) ? more : undefined;
  if (session.report || session.auditing) host.panels.show(session, show);
  else await auditInPanel(host, uri, show);
};

function isShow(value: unknown): value is Show {
  return typeof value === 'object' && value !== null && 'tab' in value;
}
