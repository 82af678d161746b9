import * as vscode from 'vscode';
import type { CommandId } from '../../manifest/commands';
import { prose } from '../../report/markdown';

/** A link in a Markdown text that runs one of our commands on a source. */
export interface CommandLink {
  readonly title: string;
  readonly command: CommandId;
}

/**
 * Sentences as Markdown, one paragraph each, then links that run commands on `source`. Sentences hold names and values in
 * backticks; nothing of a file can become markup or a link.
 */
export function marked(
  sentences: readonly string[],
  source?: vscode.Uri,
  links: readonly CommandLink[] = [],
): vscode.MarkdownString {
  const argument = encodeURIComponent(JSON.stringify([source?.toString()]));
  const actions = links.map(({ title, command }) => `[${title}](command:${command}?${argument})`);
  const paragraphs = [
    ...sentences.map(prose),
    ...(actions.length > 0 ? [actions.join(' · ')] : []),
  ];
  const text = new vscode.MarkdownString(paragraphs.join('\n\n'));
  text.isTrusted = { enabledCommands: links.map(({ command }) => command) };
  return text;
}
