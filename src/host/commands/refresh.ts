import { givenSession } from '../sources/target';
import { audit } from './audit';
import { auditInPanel } from './audit-in-panel';
import type { Command } from './command';

/** Audits a known source again with the same choices. */
export const refresh: Command = async (host, given) => {
  const session = givenSession(host, given);
  if (session) await auditInPanel(host, session.uri);
  else await audit(host, given);
};
