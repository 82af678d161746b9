import { isUtf16 } from './encodings/charset';
import type { EncodingGuess } from './encodings/detect-encoding';
import { settleEncoding } from './encodings/detect-encoding';
import { LINE, type ProblemLog } from './problem-log';
import type { RowLedger } from './rows/row-ledger';
import { t } from '../engine/language';

/** Reports column names that are empty or repeat an earlier one; names are kept as written. */
export function reportNames(problems: ProblemLog, names: readonly string[], line: number): void {
  const seen = new Set<string>();
  names.forEach((name, column) => {
    if (name === '') {
      problems.add(
        'empty-name',
        'warning',
        () => t`Column ${column + 1} has no name: refer to it as \`#${column + 1}\`.`,
        { column, line },
      );
    } else if (seen.has(name)) {
      problems.add(
        'duplicate-name',
        'warning',
        () =>
          t`Column ${column + 1} repeats the name \`${name}\`: the name means the first, \`#${column + 1}\` means this one.`,
        { column, line },
      );
    }
    seen.add(name);
  });
}

/** Reports an encoding that was guessed, and bytes that are not valid in it. */
export function reportEncoding(
  problems: ProblemLog,
  encoding: EncodingGuess,
  { census, malformedAt }: Pick<RowLedger, 'census' | 'malformedAt'>,
): void {
  if (encoding.by === 'guessed') {
    problems.add('encoding-guessed', 'info', () =>
      isUtf16(encoding.name)
        ? t`The file looks like ${encoding.name} without a byte order mark: choose another encoding if letters look wrong.`
        : t`The file is not UTF-8 and was read as ${encoding.name}, which fits its letters best: choose another encoding if letters look wrong.`,
    );
  }
  if (census.malformed === 0 || malformedAt === undefined) return;
  if (encoding.by === 'open' && settleEncoding(census) !== 'utf-8') {
    problems.add(
      'encoding-guessed',
      'info',
      () =>
        t`Line ${LINE} is not valid UTF-8, so the file was read as windows-1252 (Latin-1): choose another encoding if letters look wrong.`,
      malformedAt,
    );
  } else {
    problems.add(
      'invalid-utf8',
      'warning',
      () =>
        t`Line ${LINE} has a byte that is not valid UTF-8: it is shown as \ufffd, and rows that are kept keep it.`,
      malformedAt,
      census.malformed,
    );
  }
}
