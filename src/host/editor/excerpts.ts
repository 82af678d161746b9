import * as vscode from 'vscode';

/** Scheme of the read-only documents that list rows. */
const EXCERPT_SCHEME = 'ballast-excerpt';

/** The line number that a row of an excerpt starts with; its heading starts otherwise. */
const LINE_NUMBER = /^ *(\d+)(?= {2}|$)/;

/** The line of an excerpt that shows a line of the source; -1 when none does. Lines of the source count from 1. */
export function lineOf(text: string, line: number): number {
  return text.split('\n').findIndex((each) => LINE_NUMBER.exec(each)?.[1] === String(line));
}

/** Whether the user has lines of a diff wrapped anyway. */
function wraps(): boolean {
  const word = (section: string) =>
    vscode.workspace.getConfiguration(section).get<string>('wordWrap', 'off');
  const diff = word('diffEditor');
  return (diff === 'inherit' ? word('editor') : diff) !== 'off';
}

interface Excerpt {
  readonly text: string;
  /** Where its line numbers lead, when `linked`: an editor shows no lines of a file that is no text. */
  readonly source: vscode.Uri;
  readonly linked: boolean;
}

/**
 * Read-only documents that list rows with their line numbers; each number is a link to the line in the source. An
 * excerpt is forgotten when its document is closed.
 */
export class Excerpts
  implements vscode.Disposable, vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider
{
  readonly #excerpts = new Map<string, Excerpt>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #parts: vscode.Disposable;

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#parts = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(EXCERPT_SCHEME, this),
      vscode.languages.registerDocumentLinkProvider({ scheme: EXCERPT_SCHEME }, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#excerpts.delete(uri.toString())),
      this.#changed,
    );
  }

  /** Shows a text about `source` in a document named `name`; shown again, it is replaced. */
  async show(
    name: string,
    excerpt: Excerpt,
    options: vscode.TextDocumentShowOptions,
  ): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.#keep(name, excerpt));
    await vscode.window.showTextDocument(document, options);
  }

  /** Shows two texts beside each other in the editor's own diff; each is named as by `show`. */
  async compare(
    title: string,
    [before, after]: readonly [
      named: readonly [string, Excerpt],
      named: readonly [string, Excerpt],
    ],
    options: vscode.TextDocumentShowOptions,
  ): Promise<void> {
    const uris = [this.#keep(...before), this.#keep(...after)];
    await vscode.commands.executeCommand('vscode.diff', ...uris, title, options);
    // A text is often one very long line. What is toggled holds for these documents only.
    if (!wraps()) await vscode.commands.executeCommand('editor.action.toggleWordWrap');
  }

  #keep(name: string, excerpt: Excerpt): vscode.Uri {
    const uri = vscode.Uri.from({
      scheme: EXCERPT_SCHEME,
      path: `/${name}`,
      query: excerpt.source.toString(),
    });
    this.#excerpts.set(uri.toString(), excerpt);
    this.#changed.fire(uri);
    return uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#excerpts.get(uri.toString())?.text ?? '';
  }

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const excerpt = this.#excerpts.get(document.uri.toString());
    if (!excerpt?.linked) return [];
    const links: vscode.DocumentLink[] = [];
    for (let line = 0; line < document.lineCount; line++) {
      const found = LINE_NUMBER.exec(document.lineAt(line).text);
      const number = found?.[1];
      if (!found || number === undefined) continue;
      const range = new vscode.Range(line, found[0].length - number.length, line, found[0].length);
      links.push(new vscode.DocumentLink(range, excerpt.source.with({ fragment: `L${number}` })));
    }
    return links;
  }

  dispose(): void {
    this.#parts.dispose();
  }
}
