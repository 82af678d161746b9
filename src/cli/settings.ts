import type { Param, ParamValue } from '../engine/params/params';
import { EngineError } from '../engine/problems';
import { parseValue } from '../engine/params/values';
import { openFile } from '../files/reading/file-source';
import { splitSetting } from './reading';

/**
 * The values of `--set id=value`, each read as its parameter's kind; a table may be read from a file, as in
 * `margins=@margins.json`. `owner` is what has the parameters. @throws UsageError; EngineError unknown-parameter, unreadable
 */
export function settingsOf(
  owner: string,
  params: readonly Param[],
  settings: readonly string[],
): Record<string, ParamValue> {
  return Object.fromEntries(
    settings.map(splitSetting).map(([name, value]) => {
      const param = params.find((known) => known.id === name);
      if (!param) {
        const known = params.map((each) => each.id).join(', ');
        throw new EngineError(
          'unknown-parameter',
          `\`${owner}\` has no parameter \`${name}\`. ${known === '' ? 'It has none' : `It has ${known}`}.`,
        );
      }
      const text = param.kind === 'table' && value.startsWith('@') ? textOf(value.slice(1)) : value;
      return [name, parseValue(param, text)];
    }),
  );
}

/** The text of a small file. @throws EngineError unreadable */
export function textOf(path: string): string {
  const file = openFile(path);
  try {
    const bytes = new Uint8Array(file.size);
    return new TextDecoder().decode(bytes.subarray(0, file.read(0, bytes)));
  } finally {
    file.close();
  }
}
