import { say } from '../engine/language';

/** The texts of the host, as `vscode.l10n` has them; English where no editor is. */
export const l10n = {
  /** Says a text in the language of the editor; `{0}` and so on are the values. */
  t: (text: string, ...values: readonly (string | number)[]): string => say(text, values),
};
