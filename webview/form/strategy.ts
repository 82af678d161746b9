import type { StrategyParam, StrategyValue } from '../../src/engine/params/params';
import { parseValue } from '../../src/engine/params/values';
import { dropdown, textField } from '../controls';
import { fill, h } from '../dom';
import { cut } from '../text/numbers';
import {
  ratioOf,
  ratioOutcome,
  ratioValue,
  ratioWords,
  STRATEGY_WORDS,
  strategyForm,
} from '../text/strategy';
import { framed, refusal, type Field, type FieldContext } from './field';
import { t } from '../../src/engine/language';

/** Classes whose counts can be typed one by one. */
const MOST = 30;

/** Which classes change and to how many rows: a word, a ratio of the rarest to the largest, or a count per class. */
export function strategyField(param: StrategyParam): Field {
  return (context) => {
    const words = STRATEGY_WORDS[param.sampling];
    const given = context.value ?? param.default;
    const detail = h('div', { class: 'detail-fields' });
    const isList = Array.isArray(given);
    const counted = context.classes.length > 1 && param.sampling !== 'clean';
    const choices = [
      ...words,
      ...(isList ? [{ value: 'list', text: given.join(', ') }] : []),
      ...(counted ? [{ value: '#ratio', text: t('A ratio…') }] : []),
      ...(counted ? [{ value: '#counts', text: t('Rows per class…') }] : []),
    ];
    const form = strategyForm(given);
    const current =
      form === 'ratio' ? '#ratio' : form === 'counts' ? '#counts' : isList ? 'list' : String(given);
    const show = (which: string, value: StrategyValue | undefined) => {
      if (which === '#ratio') fill(detail, ratioInput(param, context, ratioOf(value)));
      else if (which === '#counts') fill(detail, countInputs(context, value));
      else fill(detail);
    };
    show(current, given as StrategyValue);
    const known = choices.some((choice) => choice.value === current);
    const field = framed(param, param.summary, () =>
      dropdown(
        param.title,
        known ? choices : [{ value: current, text: current }, ...choices],
        current,
        (value) => {
          const start =
            value === '#ratio'
              ? ratioValue(startRatio(context), context.classes.length)
              : value === '#counts'
                ? startCounts(context)
                : value;
          if (value === 'list') return;
          show(value, start);
          context.change(start === param.default ? undefined : start);
        },
      ),
    );
    field.append(detail);
    return field;
  };
}

/** A first ratio that changes something: halfway from where the file is to even, in round numbers. */
function startRatio(context: FieldContext): number {
  const counts = context.classes.map((c) => c.count);
  const now = Math.min(...counts) / Math.max(...counts);
  return [0.05, 0.1, 0.25, 0.5, 0.75, 1].find((r) => r > now * 1.5) ?? 1;
}

function startCounts(context: FieldContext): Record<string, number> {
  return Object.fromEntries(context.classes.slice(0, MOST).map((c) => [c.value, c.count]));
}

function ratioInput(
  param: StrategyParam,
  context: FieldContext,
  value: number | undefined,
): HTMLElement {
  const note = h('span', { class: 'hint always' });
  const start = value ?? startRatio(context);
  const say = (now: number) => {
    const outcome = ratioOutcome(now, param.sampling, context.classes);
    note.textContent = [ratioWords(now), outcome].filter((text) => text !== '').join(': ');
  };
  say(start);
  return h(
    'div',
    { class: 'field' },
    h('span', { class: 'flabel' }, t('Ratio')),
    textField(
      t('Ratio of the rarest class to the largest'),
      String(start),
      (text) => {
        const parsed = parseValue(param, text);
        if (
          typeof parsed !== 'number' ||
          !(parsed > 0 && parsed <= 1) ||
          refusal(param, parsed) !== null
        ) {
          note.textContent = t('A number above 0, at most 1.');
          return;
        }
        say(parsed);
        context.change(ratioValue(parsed, context.classes.length));
      },
      { inputmode: 'decimal' },
    ),
    note,
  );
}

function countInputs(context: FieldContext, value: StrategyValue | undefined): HTMLElement[] {
  const counts: Record<string, number> =
    typeof value === 'object' && !Array.isArray(value)
      ? { ...(value as Record<string, number>) }
      : startCounts(context);
  return context.classes.slice(0, MOST).map((c) =>
    h(
      'div',
      { class: 'field' },
      h('span', { class: 'flabel mono', title: c.value }, cut(c.value, 16)),
      textField(
        t`Rows of ${c.value}`,
        String(counts[c.value] ?? c.count),
        (text) => {
          const rows = Number(text);
          if (text.trim() === '' || !Number.isInteger(rows) || rows < 0) return;
          counts[c.value] = rows;
          context.change({ ...counts });
        },
        { inputmode: 'numeric' },
      ),
    ),
  );
}
