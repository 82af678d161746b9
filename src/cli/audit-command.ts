import { existsSync, realpathSync } from 'node:fs';
import { METRICS } from '../engine/metrics';
import type { ParamValue } from '../engine/params/params';
import { EngineError, SEVERITIES, type Severity } from '../engine/problems';
import { parseValue } from '../engine/params/values';
import { replaceFile } from '../files/writing/replace-file';
import type { MetricSettings } from '../protocol/messages';
import { formatAudit, type AuditFormat } from '../report/audit-report';
import type { CliIo } from './io';
import type { Arguments } from './parse-arguments';
import { readingOf, roleChoice, splitList, splitSetting, withDataset } from './reading';
import { UsageError } from './usage';

/** `ballast audit`: prints or writes the report; 1 when --fail-on is reached, else 0. */
export async function auditCommand(given: Arguments, io: CliIo): Promise<number> {
  if (given.has('against')) {
    throw new UsageError('--against is not available yet: a second file cannot be compared.');
  }
  const out = given.value('out');
  if (out !== undefined && given.files.some((path) => sameFile(out, path))) {
    throw new UsageError(`--out names the dataset itself, which is never overwritten.`);
  }
  const settings = settingsOf(given);
  const only = given.values('only').flatMap(splitList);
  if (given.has('only') && only.length === 0) throw new UsageError('--only needs a value: ID,...');
  const report = await withDataset(given.files, readingOf(given), io, (dataset) =>
    dataset.audit({
      roles: roleChoice(given, dataset.columns),
      settings,
      ...(only.length > 0 && { only }),
    }),
  );
  const text = formatAudit(report, (given.value('format') ?? 'text') as AuditFormat);
  if (out === undefined) io.out(text);
  else replaceFile(out, text, io.token);
  const failOn = given.value('fail-on') as Severity | undefined;
  const least = failOn === undefined ? Infinity : SEVERITIES.indexOf(failOn);
  const reached = report.alerts.some(({ severity }) => SEVERITIES.indexOf(severity) >= least);
  return reached ? 1 : 0;
}

/** `metric.param=value`, each read as the parameter's kind. @throws EngineError unknown-metric, unknown-parameter */
function settingsOf(given: Arguments): MetricSettings {
  const settings: Record<string, Record<string, ParamValue>> = {};
  for (const setting of given.values('set')) {
    const [name, value] = splitSetting(setting);
    const dot = name.indexOf('.');
    if (dot < 1) throw new UsageError(`--set takes metric.param=value; '${name}' has no dot.`);
    const id = name.slice(0, dot);
    const metric = METRICS.find((known) => known.id === id);
    if (!metric) throw new EngineError('unknown-metric', `There is no metric \`${id}\`.`);
    const param = metric.params.find((known) => known.id === name.slice(dot + 1));
    if (!param) {
      const known = metric.params.map((each) => each.id).join(', ');
      const has = known === '' ? 'It has none' : `It has ${known}`;
      throw new EngineError(
        'unknown-parameter',
        `\`${id}\` has no parameter \`${name.slice(dot + 1)}\`. ${has}.`,
      );
    }
    (settings[id] ??= {})[param.id] = parseValue(param, value);
  }
  return settings;
}

function sameFile(a: string, b: string): boolean {
  return existsSync(a) && existsSync(b) && realpathSync(a) === realpathSync(b);
}
