import { auditTable, type AuditRun } from '../../../src/engine/table/audit-table';
import type { AuditRequest } from '../../../src/engine/audit';
import type { SourceFacts } from '../../../src/engine/metric';
import type { Table } from '../../../src/engine/table/table';
import { factsOf } from '../../fixtures/load';

/** Audits a table with everything guessed unless the request says otherwise. */
export function audit(
  table: Table,
  request: Partial<AuditRequest> = {},
  facts: SourceFacts = factsOf(table),
): AuditRun {
  return auditTable(
    table,
    facts,
    { roles: {}, ...request },
    {
      path: facts.name,
      sha256: '0'.repeat(64),
      tick: () => undefined,
    },
  );
}

/** The figures of one metric, typed by the caller; fails when it does not apply. */
export function figures<N>(table: Table, metric: string, request: Partial<AuditRequest> = {}): N {
  const found = audit(table, { ...request, only: [metric] }).report.metrics[metric]!;
  if ('notApplicable' in found) throw new Error(String(found['notApplicable']));
  return found as N;
}
