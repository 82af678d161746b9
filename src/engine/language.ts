/** Texts by their English: what a translation of media/l10n holds. `{0}` and so on stand for the values. */
export type Bundle = Readonly<Record<string, string>>;

/** What a sentence may hold; numbers are written as they are. */
type Value = string | number | bigint;

/** Sentences that are remembered with their English. A preview makes a few; files are written from the last ones. */
const MOST_REMEMBERED = 20_000;

/** A text that says something by itself, beside its values. */
const HAS_WORDS = /\p{L}/u;

let bundle: Bundle | undefined;
let texts: ReadonlyMap<string, string> | undefined;
const english = new Map<string, string>();

/**
 * From now on sentences are in the language of `translations`; in English without. The shells call it before they load
 * anything else, so that constants of modules are in that language too.
 */
export function speak(translations: Bundle | undefined): void {
  bundle = translations;
  texts = translations && new Map(Object.entries(translations));
  english.clear();
}

/** What was given to `speak`, for a thread or a page that is to speak the same. */
export function spoken(): Bundle | undefined {
  return bundle;
}

/**
 * A sentence in the language of the editor. As a tag, t`${rows} of ${name}`, it looks up `{0} of {1}`; as a function it
 * looks up a constant, such as the title of a method where it is shown.
 */
export function t(text: string): string;
export function t(parts: TemplateStringsArray, ...values: readonly Value[]): string;
export function t(text: string | TemplateStringsArray, ...values: readonly Value[]): string {
  if (typeof text === 'string') return say(text, []);
  const written = (part: string, at: number) => part + String(values[at] ?? '');
  if (!texts) return text.map(written).join('');
  return say(
    text.map((part, at) => (at < values.length ? `${part}{${String(at)}}` : part)).join(''),
    values,
  );
}

/**
 * Looks up a text with `{0}` and so on, and puts the values in. A sentence that has no translation is in English from end
 * to end, values that are sentences themselves too.
 */
export function say(text: string, values: readonly Value[]): string {
  if (!texts) return filled(text, values);
  const plain = values.map((value) => (typeof value === 'string' ? asEnglish(value) : value));
  const inEnglish = filled(text, plain);
  const translation = texts.get(text);
  if (translation !== undefined) return remember(filled(translation, values), inEnglish);
  return HAS_WORDS.test(text) ? inEnglish : remember(filled(text, values), inEnglish);
}

/** Changes a sentence in a way that any language allows: its first letter, its full stop. */
export function alike(text: string, change: (text: string) => string): string {
  return texts ? remember(change(text), change(asEnglish(text))) : change(text);
}

/** What a sentence is in English: files say the same whatever the editor speaks. */
export function asEnglish(text: string): string {
  return english.get(text) ?? text;
}

/** Does work whose sentences are for files. */
export function inEnglish<R>(work: () => R): R {
  const before = texts;
  texts = undefined;
  try {
    return work();
  } finally {
    texts = before;
  }
}

/** Notes what a sentence, made elsewhere perhaps, is in English; returns the sentence. */
export function remember(said: string, plain: string): string {
  if (said === plain) return said;
  if (english.size >= MOST_REMEMBERED) english.delete(english.keys().next().value ?? '');
  english.set(said, plain);
  return said;
}

function filled(text: string, values: readonly Value[]): string {
  return values.length === 0
    ? text
    : text.replace(/\{(\d+)\}/g, (whole, at: string) => String(values[Number(at)] ?? whole));
}
