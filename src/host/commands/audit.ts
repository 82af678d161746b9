import { chooseSource } from '../sources/target';
import type { Command } from './command';
import { auditInPanel } from './audit-in-panel';

/** Audits a file: the one it is called on, the one in front, or one that is picked. */
export const audit: Command = async (host, given, selected) => {
  const uri = await chooseSource(host, given, selected);
  if (uri) await auditInPanel(host, uri);
};
