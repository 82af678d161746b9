import * as vscode from 'vscode';
import { digestOf } from '../../report/digest';
import { showComparison, timeOf, type Side } from '../writing/compare-reports';
import type { Host } from '../host';
import type { Session } from '../sessions/session';
import { baseName } from '../sources/source';
import { chooseSource, folderOf, pickSource } from '../sources/target';
import type { Command } from './command';

/** Compares the reports of two files, or of a file and an earlier run of it. Files that were not audited are. */
export const compareReports: Command = async (host, given, selected) => {
  const pair = twoOf(selected);
  if (pair) {
    const [before, after] = [await auditedSide(host, pair[0]), await auditedSide(host, pair[1])];
    await showComparison(host.excerpts, before, after);
    return;
  }
  const uri = await chooseSource(host, given);
  if (!uri) return;
  const after = await auditedSide(host, uri);
  const before = await chooseOther(host, host.sessions.open(uri));
  if (before) await showComparison(host.excerpts, before, after);
};

/** Two files that were selected together, a result after what it was made from. */
function twoOf(selected: unknown): readonly [vscode.Uri, vscode.Uri] | undefined {
  if (!Array.isArray(selected)) return undefined;
  const uris = selected.filter((uri): uri is vscode.Uri => uri instanceof vscode.Uri);
  const [first, second] = uris;
  if (!first || !second || uris.length > 2) return undefined;
  return first.path.length > second.path.length && first.path.startsWith(stem(second))
    ? [second, first]
    : [first, second];
}

function stem({ path }: vscode.Uri): string {
  return path.slice(0, path.lastIndexOf('.') + 1);
}

async function auditedSide(host: Host, uri: vscode.Uri): Promise<Side> {
  const session = host.sessions.open(uri);
  return { digest: digestOf(await session.audited()), words: session.name, source: uri };
}

/** An earlier run of the file, a file that was audited, or any other. */
async function chooseOther(host: Host, session: Session): Promise<Side | undefined> {
  const [, ...earlier] = session.runs;
  const runs = earlier.map(({ at, digest }) => ({
    label: timeOf(at),
    description: digest.sentence,
    side: { digest, words: `${session.name} ${timeOf(at)}`, source: session.uri },
  }));
  const files = host.sessions.all.flatMap((other) =>
    other.report && other !== session
      ? [
          {
            label: other.name,
            description: folderOf(other.uri),
            side: { digest: digestOf(other.report), words: baseName(other.uri), source: other.uri },
          },
        ]
      : [],
  );
  const separator = (label: string) => ({
    label,
    kind: vscode.QuickPickItemKind.Separator,
    side: undefined,
  });
  const another = { label: vscode.l10n.t('Another File...'), side: undefined };
  const chosen = await vscode.window.showQuickPick(
    [
      ...(runs.length > 0 ? [separator(vscode.l10n.t('Earlier runs')), ...runs] : []),
      ...(files.length > 0 ? [separator(vscode.l10n.t('Audited files')), ...files] : []),
      separator(vscode.l10n.t('Other files')),
      another,
    ],
    { placeHolder: vscode.l10n.t('Compare {0} with', session.name) },
  );
  if (chosen !== another) return chosen?.side;
  const uri = await pickSource(host);
  return uri && (await auditedSide(host, uri));
}
