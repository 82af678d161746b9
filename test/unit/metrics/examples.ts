import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A worked example: what goes in, with which settings, and what must come out. */
export interface Example {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly params: Readonly<Record<string, unknown>>;
  readonly expect: Readonly<Record<string, unknown>>;
  readonly tol: number;
}

const FILE = join(import.meta.dirname, '../../fixtures/methods/fixtures-audit.json');
const { capabilities } = JSON.parse(readFileSync(FILE, 'utf8')) as {
  capabilities: Record<string, Example[]>;
};

/** The worked examples of a capability; fails when there are none, so that a renamed key cannot pass silently. */
export function examplesOf(capability: string): Example[] {
  const examples = capabilities[capability];
  if (!examples || examples.length === 0) throw new Error(`No worked examples of ${capability}.`);
  return examples;
}

/** Compares numbers within a tolerance, everything else exactly, and says where they differ. */
export function differences(actual: unknown, expected: unknown, tol: number, at = ''): string[] {
  if (typeof expected === 'number') {
    const close = typeof actual === 'number' && Math.abs(actual - expected) <= tol;
    return close ? [] : [`${at}: ${String(actual)} instead of ${String(expected)}`];
  }
  if (Array.isArray(expected)) {
    const items = Array.isArray(actual) ? (actual as unknown[]) : [];
    if (items.length !== expected.length) {
      return [`${at}: ${String(items.length)} entries instead of ${String(expected.length)}`];
    }
    return expected.flatMap((e, i) => differences(items[i], e, tol, `${at}[${String(i)}]`));
  }
  if (expected !== null && typeof expected === 'object') {
    return Object.entries(expected).flatMap(([key, e]) =>
      differences((actual as Record<string, unknown> | undefined)?.[key], e, tol, `${at}.${key}`),
    );
  }
  return actual === expected ? [] : [`${at}: ${String(actual)} instead of ${String(expected)}`];
}
