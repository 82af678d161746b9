import { usualCandidates } from '../../engine/evaluation/candidates';
import { evaluate } from '../../engine/evaluation/evaluate';
import type { Evaluation } from '../../engine/evaluation/evaluation';
import { isNominal } from '../../engine/methods/resample/parts/nominal-features';
import { featureColumns } from '../../engine/methods/resample/parts/numeric-features';
import { applyChoice } from '../../engine/roles/roles';
import type { EvaluationAsked } from '../../protocol/messages';
import { sha256Text } from '../reading/hash';
import type { Subject } from './subject';
import { t } from '../../engine/language';

/** Tries remedies by cross-validation; the usual ones when none is named. @throws EngineError, Cancelled */
export function evaluateRemedies(subject: Subject, request: EvaluationAsked): Evaluation {
  const { table, facts } = subject.opened.result;
  const base = { ...subject.base(), facts };
  const roles = applyChoice(base.roles, request.roles, table.columns);
  const { columns, others } = featureColumns({ roles, profiles: base.profiles });
  const categories = others.filter((index) => isNominal(base.profiles[index]!));
  const kinds = { numbers: columns.length, others: categories.length };
  const candidates = request.candidates ?? usualCandidates(kinds);
  const tick = subject.ticker.for('evaluate', t('Trying remedies'));
  return evaluate(table, base, { ...request, candidates }, { sha256: sha256Text, tick });
}
