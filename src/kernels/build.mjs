// Compiles each kernel, `<name>.as.ts`, to WebAssembly and writes it as a module, `<name>.wasm.ts`: text that every
// bundler and test runner can import. A kernel whose source and options did not change is left alone. The modules are
// committed, so that only who changes a kernel waits for the compiler; a test compiles them again and compares.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const compiler = manifest.devDependencies.assemblyscript;

/** No runtime and no managed objects; without zero-filled memory the module carries its zeros. */
const OPTIONS = [
  ...[
    '--runtime',
    'stub',
    '--noAssert',
    '--optimizeLevel',
    '3',
    '--shrinkLevel',
    '0',
    '--converge',
  ],
  ...['--enable', 'simd', '--importMemory', '--noExportMemory', '--zeroFilledMemory'],
  ...['--initialMemory', '1'],
];

/** Of kernels that run in several threads on one memory, which JavaScript shares only where its largest size is known. */
const OWN_OPTIONS = {
  neighbours: ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65535'],
};

const optionsOf = (name) => [...OPTIONS, ...(OWN_OPTIONS[name] ?? [])];

/** The names of all kernels. */
export function kernelNames() {
  return readdirSync(folder).flatMap((file) => /^(.+)\.as\.ts$/.exec(file)?.[1] ?? []);
}

/** The binary of one kernel, compiled now. Throws with the compiler's messages. */
export async function compileKernel(name) {
  const { default: asc } = await import('assemblyscript/asc');
  let binary;
  const { error, stderr } = await asc.main(
    [`${name}.as.ts`, '--baseDir', folder, '--outFile', `${name}.wasm`, ...optionsOf(name)],
    { writeFile: (_path, contents) => void (binary = contents) },
  );
  if (error) throw new Error(`${name}.as.ts does not compile.\n${stderr.toString()}`);
  return binary;
}

/** What a kernel's module is made from, as a hash. */
export function kernelOrigin(name) {
  const hash = createHash('sha256').update(`${compiler} ${optionsOf(name).join(' ')}\n`);
  const source = readFileSync(`${folder}${name}.as.ts`, 'utf8');
  const parts = source.includes('./parts/') ? readdirSync(`${folder}parts`).sort() : [];
  for (const file of [`${name}.as.ts`, ...parts.map((part) => `parts/${part}`)]) {
    hash.update(readFileSync(folder + file));
  }
  return hash.digest('hex');
}

/** Compiles the kernels that changed. */
export async function buildKernels() {
  for (const name of kernelNames()) {
    const path = `${folder}${name}.wasm.ts`;
    const origin = kernelOrigin(name);
    if (existsSync(path) && readFileSync(path, 'utf8').includes(origin)) continue;
    const base64 = Buffer.from(await compileKernel(name)).toString('base64');
    writeFileSync(
      path,
      `// Made by build.mjs from ${name}.as.ts; do not edit. Origin:\n// ${origin}\n\n` +
        `/** The WebAssembly module, as base64. */\nexport const WASM_BASE64 =\n  '${base64}';\n`,
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildKernels();
