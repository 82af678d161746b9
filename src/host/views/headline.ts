import { l10n } from 'vscode';
import { verdictOf, type Verdict } from '../../report/verdict';
import { closed } from '../../report/words';
import type { Session } from '../sessions/session';

/** What is said of a source in one line, and why; names and values in backticks. */
export interface Headline {
  readonly tone: Verdict['tone'] | 'busy' | 'failed' | 'unknown';
  /** Without a full stop. */
  readonly sentence: string;
  readonly because: readonly string[];
}

/** What is said of a session now, or of a source that has none. */
export function headlineOf(session: Session | undefined): Headline {
  const unknown = l10n.t('Not audited yet');
  if (!session) return { tone: 'unknown', sentence: unknown, because: [] };
  const { state, stale } = session.snapshot;
  if (state.kind === 'loading')
    return { tone: 'busy', sentence: l10n.t('Being audited'), because: [] };
  if (state.kind === 'failed') {
    const sentence = l10n.t('Could not be read');
    return { tone: 'failed', sentence, because: [state.failure.message] };
  }
  const report = state.kind === 'report' ? state.report : session.report;
  if (!report) return { tone: 'unknown', sentence: unknown, because: [] };
  const { tone, sentence, because } = verdictOf(report);
  const notes = [
    ...(report.estimate ? [l10n.t('So far: figures of the first rows.')] : []),
    ...(stale ? [l10n.t('The file changed at {0}, after it was audited.', stale.changed)] : []),
  ];
  return { tone, sentence, because: [...because.map(closed), ...notes] };
}

/** The product icon of a tone. */
export const TONE_ICON: Readonly<Record<Headline['tone'], string>> = {
  error: 'error',
  uneven: 'warning',
  warning: 'warning',
  fine: 'pass',
  busy: 'loading~spin',
  failed: 'error',
  unknown: 'law',
};
