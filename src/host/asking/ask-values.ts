import type { Param, ParamValue } from '../../engine/params/params';
import { askFor } from './prompts';

/** A value per parameter that is not advanced; undefined when a prompt was dismissed. */
export async function askValues(
  asking: { readonly title: string; readonly params: readonly Param[] },
  columns: readonly string[],
): Promise<Readonly<Record<string, ParamValue>> | undefined> {
  const asked = asking.params.filter((param) => !param.advanced);
  const values: Record<string, ParamValue> = {};
  for (const [index, param] of asked.entries()) {
    const place = { step: index + 1, totalSteps: asked.length };
    const value = await askFor(param, { title: asking.title, columns, ...place });
    if (value === undefined) return undefined;
    values[param.id] = value;
  }
  return values;
}
