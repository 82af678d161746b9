import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileKernel, kernelNames, kernelOrigin } from '../../../src/kernels/build.mjs';

const moduleOf = (name: string) =>
  readFileSync(new URL(`../../../src/kernels/${name}.wasm.ts`, import.meta.url), 'utf8');

describe('kernels', () => {
  it.each(kernelNames())('%s.wasm.ts is what its source compiles to', async (name) => {
    const base64 = Buffer.from(await compileKernel(name)).toString('base64');
    expect(/'([^']+)'/.exec(moduleOf(name))?.[1]).toBe(base64);
    expect(moduleOf(name)).toContain(kernelOrigin(name));
  });
});
