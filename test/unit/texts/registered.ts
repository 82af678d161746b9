import { EVALUATION_PARAMS } from '../../../src/engine/evaluation/evaluation';
import { SCORES } from '../../../src/engine/evaluation/scores';
import { EXPORTERS } from '../../../src/engine/exports/index';
import { METHODS } from '../../../src/engine/methods/index';
import { METRICS } from '../../../src/engine/metrics/index';
import { MODELS } from '../../../src/engine/models/index';
import type { Param } from '../../../src/engine/params/params';
import { SHARED_PARAMS } from '../../../src/engine/params/shared-params';
import { ROLES } from '../../../src/engine/roles/roles';
import { CODECS } from '../../../src/codecs/index';
import type { SemanticType, StorageType } from '../../../src/engine/table/profile';
import { EVENNESS } from '../../../src/report/words';
import { TABS } from '../../../webview/tabs';

interface Entry {
  readonly title: string;
  readonly summary?: string;
  readonly untried?: string;
  readonly params?: readonly Param[];
}

const TYPES: Readonly<Record<StorageType | SemanticType, true>> = {
  numeric: true,
  categorical: true,
  'free-text': true,
  identifier: true,
  structured: true,
  empty: true,
  bool: true,
  integer: true,
  float: true,
  'formatted-number': true,
  date: true,
  url: true,
  email: true,
  uuid: true,
  hex: true,
  path: true,
  json: true,
  vector: true,
  list: true,
  code: true,
  text: true,
};

/** Units of recurring text, counted and alone. */
const UNITS = [
  ['line', 'lines'],
  ['sentence', 'sentences'],
  ['paragraph', 'paragraphs'],
  ['run of three sentences', 'runs of three sentences'],
].flatMap(([one, several]) => [`{0} ${one!}`, `{0} ${several!}`, several!]);

/** Texts of the registries, which stand there in English and are looked up where they are shown. */
export function registeredTexts(): string[] {
  const entries: readonly Entry[] = [
    ...METHODS,
    ...METRICS,
    ...EXPORTERS,
    ...SCORES,
    ...MODELS,
    // Within sentences.
    ...MODELS.map(({ title }) => ({ title: title.toLowerCase() })),
    ...CODECS.map(({ title }) => ({ title })),
    ...[...SHARED_PARAMS, ...EVALUATION_PARAMS].map((param) => ({ title: '', params: [param] })),
  ];
  return [
    ...entries.flatMap(textsOf),
    ...ROLES,
    ...TABS,
    ...Object.keys(TYPES),
    ...EVENNESS,
    ...UNITS,
  ].filter((text) => text !== '');
}

function textsOf({ title, summary = '', untried = '', params = [] }: Entry): string[] {
  return [
    title,
    summary,
    untried,
    ...params.flatMap((param) => [
      param.title,
      param.summary,
      ...(param.kind === 'choice' ? param.options.map((option) => option.title) : []),
    ]),
  ];
}
