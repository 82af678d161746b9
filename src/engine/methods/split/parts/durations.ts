import { EngineError } from '../../../problems';
import { t } from '../../../language';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Milliseconds of a unit, by its first letters. */
const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^s(ec(ond)?s?)?$/, 1000],
  [/^m(in(ute)?s?)?$/, MINUTE],
  [/^h(ours?|rs?)?$/, 60 * MINUTE],
  [/^d(ays?)?$/, DAY],
  [/^w(eeks?)?$/, 7 * DAY],
];

/**
 * How long `7 days`, `12 h` or `30` is: in milliseconds, a number alone in days; where times are numbers, a number alone
 * in their unit. @throws EngineError bad-parameter
 */
export function durationOf(text: string, id: string, isNumber: boolean): number {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim() === '' ? '0' : text.trim());
  const amount = Number(match?.[1] ?? NaN);
  const unit = match?.[2]?.toLowerCase() ?? '';
  if (!match || (isNumber && unit !== '')) {
    throw new EngineError(
      'bad-parameter',
      isNumber
        ? t`\`${id}\` must be a number in the unit of the times, as \`7\`, and is \`${text}\`.`
        : t`\`${id}\` must be a duration such as \`7 days\`, \`12 h\` or \`30 min\`, and is \`${text}\`.`,
    );
  }
  if (unit === '') return isNumber ? amount : amount * DAY;
  const known = UNITS.find(([name]) => name.test(unit));
  if (known) return amount * known[1];
  throw new EngineError(
    'bad-parameter',
    t`\`${id}\` has the unit \`${unit}\`: use seconds, minutes, hours, days or weeks.`,
  );
}
