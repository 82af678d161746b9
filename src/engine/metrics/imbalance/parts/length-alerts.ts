import { count, many, percent, quoted } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { LengthImbalance } from '../length-imbalance';
import { t } from '../../../language';

const SOME_CUT = 0.01;
const MANY_CUT = 0.1;
const HEAVY = 0.2;
const PADDING = 0.3;
/** Chance beyond which length tells the label; fewer rows than this tell nothing about a longest per cent. */
const TELLS = 0.1;
const ENOUGH = 100;

/** What truncation, the longest rows, padding and the label have to do with length. */
export function lengthAlerts(numbers: LengthImbalance, column: number): (AlertDraft | undefined)[] {
  return [
    telling(numbers, column),
    cut(numbers, column),
    heavy(numbers, column),
    padded(numbers, column),
  ];
}

const basis = ({ tokens }: LengthImbalance) =>
  tokens === 'estimate' ? t(' Tokens are estimated as a quarter of the characters.') : '';

function telling(
  { byClass, column: name }: LengthImbalance,
  column: number,
): AlertDraft | undefined {
  const best = byClass?.classes[0];
  if (!byClass || !best?.significant || Math.abs(best.auroc - 0.5) <= TELLS) return undefined;
  const longer = best.auroc > 0.5;
  return {
    code: 'length-tells-label',
    severity: 'warning',
    title: t`The length of ${quoted(name)} tells ${quoted(best.value)} apart (AUROC ${best.auroc.toFixed(2)})`,
    message: t`Rows of this class are ${longer ? t('longer') : t('shorter')}, about ${count(best.median)} tokens in the middle, so a model may count words instead of reading them. Compare scores within bands of length.${byClass.first ? t` Judged by the first ${count(byClass.rows)} rows.` : ''}`,
    columns: [column],
    value: best.auroc,
    threshold: longer ? 0.5 + TELLS : 0.5 - TELLS,
    remedies: [{ method: 'match-undersample', why: t('Draws classes with the same lengths.') }],
  };
}

function cut(numbers: LengthImbalance, column: number): AlertDraft | undefined {
  const { truncatedRows, rows, lostTokens, total, context, column: name } = numbers;
  const share = truncatedRows / rows;
  if (share <= SOME_CUT) return undefined;
  return {
    code: 'truncated',
    severity: share > MANY_CUT ? 'warning' : 'info',
    title: t`${many(truncatedRows, 'row')} of ${quoted(name)} are longer than ${count(context)} tokens`,
    message: t`Cutting them off loses ${percent(lostTokens / total)} of all tokens. Split long rows, or keep head and tail.${basis(numbers)}`,
    columns: [column],
    value: share,
    threshold: SOME_CUT,
    rowCount: truncatedRows,
    remedies: [{ method: 'chunk-text', why: t('Splits long rows.') }],
  };
}

function heavy(numbers: LengthImbalance, column: number): AlertDraft | undefined {
  const { rows, longest, column: name } = numbers;
  if (rows < ENOUGH || longest.tokens <= HEAVY) return undefined;
  return {
    code: 'few-long-rows',
    severity: 'info',
    title: t`The longest 1% of rows hold ${percent(longest.tokens)} of the tokens of ${quoted(name)}`,
    message: t`Shards and workers of as many rows get unequal work: share tokens out, not rows.${basis(numbers)}`,
    columns: [column],
    value: longest.tokens,
    threshold: HEAVY,
    remedies: [{ method: 'balanced-shards', why: t('Shards of as many tokens each.') }],
  };
}

function padded(numbers: LengthImbalance, column: number): AlertDraft | undefined {
  const { paddingRandom, paddingSorted, batchSize, rows, column: name } = numbers;
  if (rows < ENOUGH || paddingRandom <= PADDING) return undefined;
  return {
    code: 'padding',
    severity: 'info',
    title: t`${percent(paddingRandom)} of random batches of ${String(batchSize)} rows of ${quoted(name)} would be padding`,
    message: t`In batches of rows of like length it would be ${percent(paddingSorted)}.${basis(numbers)}`,
    columns: [column],
    value: paddingRandom,
    threshold: PADDING,
    remedies: [{ method: 'length-buckets', why: t('Batches of rows of like length.') }],
  };
}
