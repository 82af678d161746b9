import { dirname } from 'node:path';
import { cardOf } from '../engine/card';
import { EXPORTER_CARDS } from '../engine/exports/cards';
import type { Method } from '../engine/method';
import { removeAbandoned } from '../files/writing/abandoned';
import { saveReport } from '../files/writing/save-report';
import type { Dataset } from '../files/dataset';
import type { Answers } from '../protocol/endpoint';
import { formatAudit } from '../report/audit-report';
import type { SourceRef, WorkerRequests } from '../protocol/messages';

/** The dataset session as answers of the wire. `token` marks its temporary files. */
export function answersOf(
  dataset: Dataset,
  methods: readonly Method[],
  token: string,
): Answers<WorkerRequests> {
  return {
    async audit({ source, read, roles, settings, limits }) {
      for (const folder of foldersOf(source)) removeAbandoned(folder);
      await dataset.open(source, read, limits);
      return dataset.audit(settings ? { roles, settings } : { roles });
    },
    async head({ source, read, roles, settings, limits }) {
      if (!(await dataset.openFirstRows(source, read, limits))) return null;
      return dataset.audit(settings ? { roles, settings } : { roles });
    },
    held: () => dataset.audited,
    rows: ({ selector, offset, limit, characters }) =>
      dataset.rows(selector, offset, limit, characters),
    sets: (asked) => dataset.sets(asked),
    set: (asked) => dataset.set(asked),
    measure: (asked) => dataset.measure(asked),
    preview: ({ recipe }) => dataset.preview(recipe),
    evaluate: (asked) => dataset.evaluate(asked),
    apply: ({ recipe }) => dataset.apply(recipe, { token }),
    export: ({ recipe, ...choice }) => dataset.export(recipe, choice, { token }),
    saveReport: ({ report, ...place }) => ({
      path: saveReport(place, formatAudit(report, place.extension), token),
    }),
    exporters: () => EXPORTER_CARDS,
    methods: () => methods.map((method) => cardOf(method)),
  };
}

/** The folders that results of a source would be in. */
function foldersOf(source: SourceRef): ReadonlySet<string> {
  if (source.kind === 'text') return new Set();
  const paths = source.kind === 'files' ? source.paths : [source.path];
  return new Set(paths.map((path) => dirname(path)));
}
