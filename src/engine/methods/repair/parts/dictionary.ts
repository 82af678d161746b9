import { t } from '../../../language';
import { EngineError } from '../../../problems';
import { quoted } from '../../../words';

/** Values with what becomes of them in the end, from `old=new; other=new`. @throws EngineError bad-parameter */
export function dictionaryOf(text: string): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  for (const entry of text.split(';')) {
    if (entry.trim() === '') continue;
    const at = entry.lastIndexOf('=');
    const [from, to] = [entry.slice(0, at).trim(), entry.slice(at + 1).trim()];
    if (at <= 0 || from === '' || to === '') {
      throw new EngineError(
        'bad-parameter',
        t`\`dictionary\` holds ${quoted(entry.trim())}, which is not like \`old=new\`.`,
      );
    }
    named.set(from, to);
  }
  const last = (from: string, to: string): string => {
    const seen = new Set([from]);
    for (let end = to; ; end = named.get(end)!) {
      if (!named.has(end) || named.get(end) === end) return end;
      if (seen.has(end)) {
        throw new EngineError(
          'bad-parameter',
          t`\`dictionary\` turns ${quoted(from)} into other values and back.`,
        );
      }
      seen.add(end);
    }
  };
  return new Map(Array.from(named, ([from, to]) => [from, last(from, to)]));
}
