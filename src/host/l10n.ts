/** Says a text in the language of the editor; `{0}` and so on are the values. */
type Translate = (text: string, ...values: (string | number)[]) => string;

/** For files that run without an editor too: English, until `speak` is given the editor's own `l10n.t`. */
export const l10n: { t: Translate } = {
  t: (text, ...values) =>
    text.replace(/\{(\d+)\}/g, (whole, at: string) => String(values[Number(at)] ?? whole)),
};

/** From now on texts are in the language of the editor. */
export function speak(translate: Translate): void {
  l10n.t = translate;
}
