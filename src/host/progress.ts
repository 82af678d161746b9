import * as vscode from 'vscode';
import type { Panels } from './panels';
import type { Session } from './session';
import type { Sessions } from './sessions';

/** Work that is over sooner needs no notification (milliseconds). */
const PATIENCE = 500;

/**
 * Shows a notification with a working Cancel while a session audits or writes and its panel, which has progress of its
 * own, is not visible.
 */
export function showProgress(sessions: Sessions, panels: Panels): vscode.Disposable {
  const waiting = new Set<NodeJS.Timeout>();
  const started = sessions.onDidStartWork((session) => {
    const timer = setTimeout(() => {
      waiting.delete(timer);
      if (session.busy && !panels.of(session)?.visible) void notifyWhileBusy(session);
    }, PATIENCE);
    waiting.add(timer);
  });
  return new vscode.Disposable(() => {
    started.dispose();
    for (const timer of waiting) clearTimeout(timer);
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
      session.onDidProgress(({ what, done, total }) => {
        const share = total > 0 ? `: ${Math.floor((100 * done) / total)}%` : '';
        notification.report({ message: what + share });
      }),
    );
    try {
      await session.idle();
    } finally {
      parts.dispose();
    }
  });
}
