import { RequestFailed } from '../../protocol/endpoint';
import { l10n } from '../l10n';
import { activeSource } from '../sources/target';
import { auditInPanel } from './audit-in-panel';
import type { Command } from './command';

/** Audits what the active editor shows, unsaved changes included. */
export const auditActive: Command = async (host) => {
  const uri = activeSource();
  if (!uri)
    throw new RequestFailed({ code: 'unreadable', message: l10n.t('No editor shows a dataset.') });
  await auditInPanel(host, uri);
};
