import { columnWith } from '../roles/roles';
import { EngineError } from '../problems';
import type { Values } from '../params/params';
import type { Exported, Exporter, ExportFacts } from './exporter';
import { classWeightConfig } from './class-weight-config';
import { datasetCardSection } from './dataset-card-section';
import { hfInterleave } from './hf-interleave';
import { lineageCard } from './lineage-card';
import { priorCorrection } from './prior-correction';
import { pytorchSampler } from './pytorch-sampler';
import { recipe } from './recipe';
import { samplerIndex } from './sampler-index';

/** Every exporter, in the order in which forms and documents list them. */
export const EXPORTERS: readonly Exporter[] = [
  classWeightConfig,
  pytorchSampler,
  samplerIndex,
  priorCorrection,
  hfInterleave,
  datasetCardSection,
  lineageCard,
  recipe,
];

/** The exporter of an id. @throws EngineError unknown-exporter */
export function exporterOf(id: string): Exporter {
  const exporter = EXPORTERS.find((known) => known.id === id);
  if (exporter) return exporter;
  const known = EXPORTERS.map((each) => `\`${each.id}\``).join(', ');
  throw new EngineError(
    'unknown-exporter',
    `There is no export \`${id}\`. The exports are ${known}.`,
  );
}

/** Makes an export whose values are resolved. @throws EngineError missing-role and what the exporter throws; Cancelled */
export function makeExport(exporter: Exporter, facts: ExportFacts, values: Values): Exported {
  for (const role of exporter.needs) {
    if (columnWith(facts.roles, role) !== undefined) continue;
    throw new EngineError(
      'missing-role',
      `${exporter.title} needs a ${role} column: choose which column it is.`,
    );
  }
  return exporter.make(facts, values);
}
