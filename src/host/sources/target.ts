import * as vscode from 'vscode';
import {
  DATA_EXTENSIONS,
  DATA_GLOB,
  DATA_NAME,
  PACKED_EXTENSIONS,
} from '../../manifest/data-files';
import type { Host } from '../host';
import type { Session } from '../sessions/session';
import { severalUri } from './several';
import { baseName } from './source';

const DATA_FILE = new RegExp(DATA_NAME, 'i');
/** Files offered in the picker. */
const PICKED_FILES = 200;

/** The file a command was called on: what it was given, else the report in front, else undefined. */
export function givenSource(host: Host, given: unknown): vscode.Uri | undefined {
  if (given instanceof vscode.Uri && !given.scheme.startsWith('webview')) return given;
  // Links in texts can carry nothing but text.
  if (typeof given === 'string') return vscode.Uri.parse(given, true);
  if (isNode(given)) return given.session.uri;
  return host.panels.active?.session.uri;
}

/** Data files that were selected together with the one that a command was called on, as one source. */
function selectedTogether(given: unknown, selected: unknown): vscode.Uri | undefined {
  if (!(given instanceof vscode.Uri) || !Array.isArray(selected)) return undefined;
  const uris = selected.filter((uri): uri is vscode.Uri => uri instanceof vscode.Uri);
  const isSelected = uris.some((uri) => uri.toString() === given.toString());
  return isSelected ? severalUri(uris.filter((uri) => DATA_FILE.test(uri.path))) : undefined;
}

/** The file of the text editor in front, those above the editor's limit included. */
export function activeSource(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText
    ? input.uri
    : vscode.window.activeTextEditor?.document.uri;
}

/**
 * The file to work on: given, in front, or picked; undefined when the user picked none. `selected` is what else the editor
 * passes: the files of the explorer that are selected together are one dataset.
 */
export async function chooseSource(
  host: Host,
  given: unknown,
  selected?: unknown,
): Promise<vscode.Uri | undefined> {
  const known = selectedTogether(given, selected) ?? givenSource(host, given);
  if (known) return known;
  const active = activeSource();
  if (active && (DATA_FILE.test(active.path) || host.sessions.get(active))) return active;
  return await pickSource(host);
}

/** The session a command is about when it needs one that exists. */
export function givenSession(host: Host, given: unknown): Session | undefined {
  const uri = givenSource(host, given) ?? activeSource();
  const known = uri && host.sessions.get(uri);
  if (known) return known;
  return host.sessions.all.length === 1 ? host.sessions.all[0] : undefined;
}

/** Lets the user pick a data file of the workspace, or any other. */
export async function pickSource(host: Host): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.findFiles(DATA_GLOB, '**/node_modules/**', PICKED_FILES);
  const audited = host.sessions.all.map((session) => session.uri);
  const seen = new Set(audited.map(String));
  const uris = [...audited, ...found.filter((uri) => !seen.has(uri.toString()))];
  if (uris.length === 0) return await browse();
  const other = { label: vscode.l10n.t('Choose Another File...'), uri: undefined };
  const items = uris.map((uri) => ({
    label: baseName(uri),
    description: folderOf(uri),
    uri,
  }));
  const chosen = await vscode.window.showQuickPick([...items, other], {
    placeHolder: vscode.l10n.t('Choose a dataset'),
    matchOnDescription: true,
  });
  return chosen && (chosen.uri ?? (await browse()));
}

/** The folder of a file, from the workspace's; nothing where it is that. */
export function folderOf(uri: vscode.Uri): string {
  const name = vscode.workspace.asRelativePath(uri);
  return name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : '';
}

async function browse(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectMany: false,
    openLabel: vscode.l10n.t('Audit'),
    filters: {
      [vscode.l10n.t('Datasets')]: [...DATA_EXTENSIONS, ...PACKED_EXTENSIONS],
      [vscode.l10n.t('All files')]: ['*'],
    },
  });
  return chosen?.[0];
}

/** A line of one of the trees. */
function isNode(given: unknown): given is { readonly session: Session } {
  return typeof given === 'object' && given !== null && 'session' in given && 'kind' in given;
}
