import * as vscode from 'vscode';
import type { Panels } from './panels';
import type { Session } from '../sessions/session';
import type { Sessions } from '../sessions/sessions';

/** Work that is over sooner needs no notification, and a panel is looked after this often (milliseconds). */
const PATIENCE = 500;

/**
 * Shows a notification with a working Cancel while a session audits or writes and its panel, which has progress of its
 * own, is not visible: because there is none, or because it was hidden meanwhile.
 */
export function showProgress(sessions: Sessions, panels: Panels): vscode.Disposable {
  const watched = new Map<Session, NodeJS.Timeout>();
  const leave = (session: Session) => {
    clearInterval(watched.get(session));
    watched.delete(session);
  };
  const look = (session: Session) => {
    if (session.busy && panels.of(session)?.visible) return;
    leave(session);
    if (session.busy) void notifyWhileBusy(session);
  };
  const started = sessions.onDidStartWork((session) => {
    leave(session);
    watched.set(session, setInterval(look, PATIENCE, session));
  });
  return new vscode.Disposable(() => {
    started.dispose();
    for (const session of [...watched.keys()]) leave(session);
  });
}

async function notifyWhileBusy(session: Session): Promise<void> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: session.name,
    cancellable: true,
  };
  await vscode.window.withProgress(options, async (notification, token) => {
    const parts = vscode.Disposable.from(
      token.onCancellationRequested(() => {
        session.cancel();
      }),
      session.onDidProgress(({ what, share }) => {
        notification.report({ message: vscode.l10n.t('{0}: {1}%', what, Math.floor(100 * share)) });
      }),
    );
    try {
      await session.idle();
    } finally {
      parts.dispose();
    }
  });
}
