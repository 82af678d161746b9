import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { TABS } from '../../../webview/tabs';

const HOST = path.resolve(import.meta.dirname, '../../../src/host');

/** A text of the host's code, and where it stands. */
export interface HostText {
  readonly place: string;
  readonly text: string;
}

/** What the code of the host says: through `l10n.t`, and past it. */
export interface HostTexts {
  readonly said: readonly HostText[];
  readonly bare: readonly HostText[];
}

/** Calls whose texts nobody reads in the editor's language: the log, and faults of the code. */
const FOR_DEVELOPERS = /(^|\.)(log|parts\.log|#log)\.\w+$|^Error$/;
/** Properties that hold names and no words. */
const NAMES = ['tab', 'command', 'id', 'context', 'scheme'];
/** Names of parts of the panel, which the panel knows by them, and of the product. */
const KNOWN: readonly string[] = [...TABS, 'Ballast'];
/** Files of which the texts are for machines. */
const FOR_MACHINES = ['panel/panel-html.ts'];
/** Looks like something to read: two words, or one that begins large. */
const WORDS = /\p{L}{2,}[,:]? \p{L}|^\p{Lu}\p{Ll}/u;

/** Every text in src/host that people read or might. */
export function hostTexts(): HostTexts {
  const said: HostText[] = [];
  const bare: HostText[] = [];
  const files = readdirSync(HOST, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.ts')).sort()) {
    const text = readFileSync(path.join(HOST, file), 'utf8');
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
    const visit = (node: ts.Node): void => {
      const words = textOf(node);
      if (words !== undefined) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        const found = { place: `${file}:${String(line + 1)}`, text: words };
        if (isSaid(node)) said.push(found);
        else if (WORDS.test(words) && !isName(node, words) && !FOR_MACHINES.includes(file))
          bare.push(found);
      }
      if (!isForDevelopers(node)) node.forEachChild(visit);
    };
    visit(source);
  }
  return { said, bare };
}

/** The text of a literal; of a template its parts with `{}` between them. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('{}');
}

/** The first argument of `l10n.t`. */
function isSaid(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isCallExpression(parent) &&
    parent.arguments[0] === node &&
    /(^|\.)l10n\.t$/.test(parent.expression.getText())
  );
}

function isForDevelopers(node: ts.Node): boolean {
  return (
    (ts.isCallExpression(node) || ts.isNewExpression(node)) &&
    FOR_DEVELOPERS.test(node.expression.getText())
  );
}

function isName(node: ts.Node, words: string): boolean {
  const { parent } = node;
  if (KNOWN.includes(words)) return true;
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) return true;
  if (ts.isLiteralTypeNode(parent) || ts.isElementAccessExpression(parent)) return true;
  if (!ts.isPropertyAssignment(parent)) return false;
  return parent.name === node || NAMES.includes(parent.name.getText());
}
