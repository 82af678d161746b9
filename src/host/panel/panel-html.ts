import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/**
 * The page of the report panel. Nothing is allowed but our one script and what it styles (by nonce: the controls adopt
 * one style rule for visible focus), our one style sheet and the editor's own font files; data arrives by message and
 * never stands in the page. Translated texts do, as data that no policy runs: they are there before the first is shown.
 */
export function panelHtml(webview: vscode.Webview, extension: vscode.Uri, title: string): string {
  const texts = vscode.l10n.bundle;
  const nonce = randomBytes(16).toString('base64url');
  const at = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', file));
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    // A chart on its way to the clipboard.
    `img-src data:`,
  ].join('; ');
  return `<!doctype html>
<html lang="${escapeHtml(texts ? vscode.env.language : 'en')}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}" />
    <meta property="csp-nonce" content="${nonce}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escapeHtml(title)}</title>
    <link rel="stylesheet" href="${escapeHtml(at('webview.css').toString())}" />
    <script defer nonce="${nonce}" src="${escapeHtml(at('webview.js').toString())}"></script>
  </head>
  <body>${texts ? `<script type="application/json" id="texts">${inScript(texts)}</script>` : ''}</body>
</html>`;
}

/** JSON that ends no script, whatever it says. */
function inScript(data: unknown): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
