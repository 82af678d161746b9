import { chooseSource } from '../sources/target';
import { auditInPanel } from './audit-in-panel';
import type { Command } from './command';

/** Lists repeated and contradictory rows of a source in the Problems view; audits first when that was not done. */
export const showDuplicateProblems: Command = async (host, given) => {
  const uri = await chooseSource(host, given);
  if (!uri) return;
  const session = host.sessions.open(uri);
  if (!session.report) await auditInPanel(host, uri);
  if (session.report) await host.duplicateProblems.show(session);
};
