import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** A text of the code, and where it stands. */
export interface Text {
  readonly place: string;
  readonly text: string;
}

/** What code says to people: through `t`, `l10n.t` and `many`, and past them. */
export interface Texts {
  readonly said: readonly Text[];
  readonly bare: readonly Text[];
}

/** Calls whose texts are looked up within. */
const SAYS = /(^|\.)(l10n\.)?t$/;
const COUNTS = /^(many|counted)$/;
/** Calls whose texts nobody reads in the editor's language: the log, faults of the code, parts of the page by selector. */
const FOR_DEVELOPERS =
  /(^|\.)(log|parts\.log|#log)\.\w+$|^(Error|TypeError|RegExp)$|\.(querySelector(All)?|closest|matches|replace(All)?|startsWith|endsWith|includes|split|test|setProperty|setAttribute|getPropertyValue)$/;
/** Properties that hold names and no words. */
const NAMES =
  /^(tab|command|id|context|scheme|class|role|type|kind|key|code|d|points|transform|viewBox|cites|magic|method|metric|default|rule|inputmode)$/;
/** Keys of the keyboard, elements of other documents, names that stay as they are. */
const KNOWN =
  /^(Arrow(Left|Right|Up|Down)|Enter|Escape|Esc|Ctrl\+Enter|Home|End|Page(Up|Down)|Ballast|Target|Id|(Range|Runtime|Engine)Error|Damage|Cancelled|SimHash|MinHash|Arrow|Avro|Excel|Parquet|JSON Lines|Cohen|Other)$/;
/** Looks like something to read: two words, or one that begins large; of a template a word beside a value. */
const WORDS = /\p{L}{2,}[,:;]? \p{L}|^\p{Lu}\p{Ll}/u;
const WORDS_OF_TEMPLATE = /\} \p{Ll}{2,}|\p{Ll}{2,} \{|(^|[ (`:,])\p{Ll}{2,}([ .,:;)`…]|$)/u;

/** Every text in a folder that people read or might, but for `machines`, files whose texts are for programs, and `known` texts. */
export function textsIn(
  folder: string,
  {
    machines = [],
    known = new Set(),
  }: { machines?: readonly RegExp[]; known?: ReadonlySet<string> } = {},
): Texts {
  const said: Text[] = [];
  const bare: Text[] = [];
  const files = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  for (const name of files.filter((each) => /(?<!\.(d|as|wasm))\.ts$/.test(each)).sort()) {
    const file = path.join(folder, name).split(path.sep).join('/');
    const code = readFileSync(path.join(ROOT, file), 'utf8');
    const source = ts.createSourceFile(file, code, ts.ScriptTarget.ES2022, true);
    const forMachines = machines.some((each) => each.test(file));
    const visit = (node: ts.Node): void => {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      const place = `${file}:${String(line + 1)}`;
      said.push(...saidBy(node).map((text) => ({ place, text })));
      const text = textOf(node, () => '{}');
      if (text !== undefined && !forMachines && isBare(node, text) && !known.has(text))
        bare.push({ place, text });
      if (!isForDevelopers(node)) node.forEachChild(visit);
    };
    visit(source);
  }
  return { said, bare };
}

/** What a call looks up: `{0} rows` for the template of a tag, `{0} row` and `{0} rows` for a count. */
function saidBy(node: ts.Node): string[] {
  if (ts.isTaggedTemplateExpression(node))
    return SAYS.test(node.tag.getText()) ? [textOf(node.template, (at) => `{${String(at)}}`)!] : [];
  if (!ts.isCallExpression(node)) return [];
  const name = node.expression.getText();
  if (SAYS.test(name)) return literalsOf(node.arguments[0]);
  if (!COUNTS.test(name)) return [];
  const one = literalsOf(node.arguments[1]);
  const several = node.arguments[2] ? literalsOf(node.arguments[2]) : one.map((word) => `${word}s`);
  return [...one, ...several].map((word) => `{0} ${word}`);
}

/** The literals that an expression may come to. */
function literalsOf(node: ts.Node | undefined): string[] {
  if (!node) return [];
  if (ts.isConditionalExpression(node))
    return [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)];
  return ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) ? [node.text] : [];
}

/** The text of a literal or a template, its values as `hole` says. */
function textOf(node: ts.Node, hole: (at: number) => string): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.templateSpans.reduce(
    (text, { literal }, at) => text + hole(at) + literal.text,
    node.head.text,
  );
}

/** Words that would be shown in English whatever the editor speaks. */
function isBare(node: ts.Node, text: string): boolean {
  if (text.startsWith('<')) return false;
  const words = ts.isTemplateExpression(node) ? WORDS_OF_TEMPLATE : WORDS;
  return words.test(text) && !KNOWN.test(text) && !isLookedUp(node) && !isName(node);
}

function isLookedUp(node: ts.Node): boolean {
  let { parent } = node;
  while (ts.isConditionalExpression(parent) || ts.isParenthesizedExpression(parent))
    ({ parent } = parent);
  if (ts.isTaggedTemplateExpression(parent)) return SAYS.test(parent.tag.getText());
  if (!ts.isCallExpression(parent)) return false;
  const name = parent.expression.getText();
  return SAYS.test(name) || COUNTS.test(name);
}

function isForDevelopers(node: ts.Node): boolean {
  return (
    (ts.isCallExpression(node) || ts.isNewExpression(node)) &&
    FOR_DEVELOPERS.test(node.expression.getText())
  );
}

function isName(node: ts.Node): boolean {
  for (let at = node; !ts.isFunctionLike(at) && !ts.isSourceFile(at); at = at.parent) {
    const { parent } = at;
    if (ts.isPropertyAssignment(parent))
      return parent.name === at || NAMES.test(parent.name.getText().replaceAll("'", ''));
    if (
      ts.isImportDeclaration(parent) ||
      ts.isExportDeclaration(parent) ||
      ts.isLiteralTypeNode(parent) ||
      ts.isElementAccessExpression(parent) ||
      ts.isCaseClause(parent) ||
      ts.isPropertySignature(parent)
    )
      return true;
    if (ts.isBinaryExpression(parent) && /^[!=]==$/.test(parent.operatorToken.getText()))
      return true;
  }
  return false;
}
