import type { AuditReport } from '../../engine/audit';
import type { Run } from '../../protocol/messages';
import { changesBetween, digestOf } from '../../report/digest';

/** Runs of a file that are remembered. */
const MOST = 12;

/**
 * The runs of a file, newest first, with the audit of a report added. An audit that finds what the last one found of the
 * same bytes takes its place. `at` in milliseconds.
 */
export function withRun(runs: readonly Run[], report: AuditReport, at: number): readonly Run[] {
  const digest = digestOf(report);
  const [last, ...before] = runs;
  const isSame =
    last !== undefined &&
    last.digest.sha256 === digest.sha256 &&
    changesBetween(last.digest, digest).length === 0;
  return [{ at, digest }, ...(isSame ? before : runs)].slice(0, MOST);
}
