import type { AuditReport } from '../../../src/engine/audit';
import type { RoleChoice } from '../../../src/engine/roles/roles';
import { Dataset } from '../../../src/files/dataset';

/** The audit of a text as if it were a file of that name. */
export async function auditOf(
  name: string,
  text: string,
  roles: RoleChoice = {},
): Promise<AuditReport> {
  const dataset = new Dataset();
  await dataset.open({ kind: 'text', path: `/${name}`, text }, {});
  return dataset.audit({ roles });
}
