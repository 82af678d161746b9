import * as vscode from 'vscode';
import { perKind, type Param, type ParamValue, type PerKind } from '../../engine/params/params';
import { EngineError } from '../../engine/problems';
import { parseValue, resolveValues, TABLE_WORDS } from '../../engine/params/values';
import { plain } from './notify';

/** What a prompt may offer besides the parameter itself. */
export interface PromptContext {
  /** Heading of every prompt: the method's title. */
  readonly title: string;
  /** Names of the source's columns. */
  readonly columns: readonly string[];
  readonly step: number;
  readonly totalSteps: number;
}

/** Asks for one value; undefined when the user dismissed it. */
type Ask = (context: PromptContext) => Promise<ParamValue | undefined>;

const ASK: PerKind<Ask> = {
  number: (param) => (context) => typed(param, context),
  text: (param) => (context) => typed(param, context),
  strategy: (param) => (context) => typed(param, context),
  table: (param) => (context) => typed(param, context),
  file: (param) => (context) => typed(param, context),
  flag: (param) => async (context) => {
    const options = [
      { value: 'true', title: vscode.l10n.t('Yes') },
      { value: 'false', title: vscode.l10n.t('No') },
    ];
    const chosen = await picked(param, context, options, String(param.default));
    return chosen === undefined ? undefined : chosen === 'true';
  },
  choice: (param) => (context) => picked(param, context, param.options, param.default),
  column: (param) => async (context) => {
    const byRole = { value: '', title: vscode.l10n.t('The column that plays the role') };
    const columns = context.columns.map((name) => ({ value: name, title: name }));
    const chosen = await picked(param, context, [byRole, ...columns], '');
    return chosen === '' ? null : chosen;
  },
  columns: (param) => async (context) => {
    const chosen = await vscode.window.showQuickPick([...context.columns], {
      title: heading(param, context),
      placeHolder: vscode.l10n.t('{0} Choose none for the default.', plain(param.summary)),
      canPickMany: true,
      ignoreFocusOut: true,
    });
    return chosen;
  },
};

/** Asks for a parameter's value by its kind; undefined when the user dismissed the prompt. */
export function askFor(param: Param, context: PromptContext): Promise<ParamValue | undefined> {
  return perKind(ASK, param)(context);
}

async function typed(param: Param, context: PromptContext): Promise<ParamValue | undefined> {
  const text = await vscode.window.showInputBox({
    title: heading(param, context),
    prompt: plain(param.summary),
    ...(param.kind === 'table' && { placeHolder: TABLE_WORDS[param.of] }),
    value: defaultText(param),
    ignoreFocusOut: true,
    validateInput: (given) => refusal(param, given),
  });
  return text === undefined ? undefined : parseValue(param, text);
}

function defaultText({ default: value }: Param): string {
  return typeof value === 'object' ? '' : String(value);
}

/** Why a typed value is refused, or undefined. */
function refusal(param: Param, given: string): string | undefined {
  try {
    resolveValues([param], { [param.id]: parseValue(param, given) });
    return undefined;
  } catch (error) {
    if (error instanceof EngineError) return plain(error.message);
    throw error;
  }
}

async function picked(
  param: Param,
  context: PromptContext,
  options: readonly { readonly value: string; readonly title: string }[],
  usual: string,
): Promise<string | undefined> {
  const items = options.map(({ value, title }) => ({
    label: title,
    description: value === usual ? vscode.l10n.t('default') : '',
    value,
  }));
  const first = items.filter((item) => item.value === usual);
  const rest = items.filter((item) => item.value !== usual);
  const chosen = await vscode.window.showQuickPick([...first, ...rest], {
    title: heading(param, context),
    placeHolder: plain(param.summary),
    ignoreFocusOut: true,
  });
  return chosen?.value;
}

function heading(param: Param, { title, step, totalSteps }: PromptContext): string {
  return `${title}: ${param.title} (${step}/${totalSteps})`;
}
