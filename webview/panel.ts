import type { AuditAlert, AuditReport } from '../src/engine/audit';
import type { Step } from '../src/engine/recipe/recipe';
import type { RoleChoice } from '../src/engine/roles/roles';
import type { PanelSnapshot, ReadChoice } from '../src/protocol/messages';
import type { BalanceDesk } from './balance/desk';
import type { EvaluateDesk } from './evaluate/evaluate-desk';
import type { Host } from './host';
import type { Look } from './state';
import type { Tab } from './tabs';

/** What every view may read and do. A view is a function of it that returns nodes. */
export interface Panel {
  readonly host: Host;
  readonly snapshot: PanelSnapshot;
  readonly report: AuditReport;
  readonly look: Look;
  readonly desk: BalanceDesk;
  readonly evaluation: EvaluateDesk;
  /** Shows another part of the report. */
  go(tab: Tab): void;
  /** Remembers the look after a view changed it. */
  keepLook(): void;
  /** Opens Balance with the best built remedy of a finding chosen and its form filled. */
  fix(alert: AuditAlert): void;
  /** Sets the role of the columns that answer a finding to `ignored` and audits again. */
  ignore(alert: AuditAlert): void;
  /** Opens Balance with a step taken up. */
  take(step: Step): void;
  /** Audits again with other roles. */
  chooseRoles(roles: RoleChoice): void;
  /** Audits again, reading the file in another way. */
  readAgain(read: ReadChoice): void;
}
