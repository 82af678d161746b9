import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatedFiles } from '../../../src/manifest/generated';

const ROOT = join(import.meta.dirname, '../../..');
const read = (path: string) => {
  try {
    return readFileSync(join(ROOT, path), 'utf8');
  } catch {
    return '';
  }
};
const manifest = JSON.parse(read('package.json')) as Record<string, unknown>;

describe('files made from the registries', () => {
  for (const [path, text] of generatedFiles(manifest, read('README.md'))) {
    it(`${path} is as the registries say (else it was just rewritten: run again and commit it)`, () => {
      const found = read(path);
      if (found !== text) writeFileSync(join(ROOT, path), text);
      expect(found).toBe(text);
    });
  }
});
