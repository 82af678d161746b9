import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** One boundary: files in `from` may not import what matches; the message says where the code belongs. */
const boundary = (from, patterns) => ({
  files: from,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});
const no = (regex, message) => ({ regex, message });

const noEditor = no(
  '^vscode$',
  'Only src/host (and src/extension.ts) may import vscode: everything else must run without an editor.',
);
const noNode = no(
  '^node:',
  'This folder must run in any JavaScript engine: take files and hashes as ports.',
);
const noWebview = no(
  '(^|/)webview/',
  'Nothing imports the webview: talk to it through src/protocol.',
);

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'node_modules/',
      'test/vscode/node_modules/',
      'test/shots/',
      'test/webview/.build/',
      // AssemblyScript: it looks like TypeScript, and is checked by its own compiler.
      'src/kernels/**/*.as.ts',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts', '**/*.mts'],
    rules: {
      // Typed-array loops under noUncheckedIndexedAccess: the index is in range by construction.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        Buffer: 'readonly',
        exports: 'writable',
        require: 'readonly',
        module: 'writable',
        fetch: 'readonly',
        URLSearchParams: 'readonly',
        performance: 'readonly',
      },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['test/webview/**', 'test/editor/workbench/**'],
    languageOptions: {
      globals: {
        document: 'readonly',
        window: 'readonly',
        location: 'readonly',
        innerWidth: 'readonly',
        requestAnimationFrame: 'readonly',
        console: 'readonly',
        URLSearchParams: 'readonly',
      },
    },
  },
  boundary(
    ['src/engine/**'],
    [
      noEditor,
      noNode,
      noWebview,
      no(
        '(^|/)(codecs|protocol|worker|files|host|cli|manifest|report)/',
        'The engine is pure: it knows tables, metrics and methods, and nothing around them.',
      ),
      no('^[^.]', 'The engine has no dependencies: take what you need as a port in the context.'),
    ],
  ),
  boundary(
    ['src/codecs/**'],
    [
      noEditor,
      noNode,
      noWebview,
      no(
        '(^|/)(protocol|worker|files|host|cli|manifest|report)/',
        'A codec knows bytes and the engine only.',
      ),
    ],
  ),
  boundary(
    ['src/protocol/**'],
    [
      noEditor,
      noNode,
      noWebview,
      no(
        '(^|/)(worker|files|host|cli|manifest|report)/',
        'The protocol is shared by both ends and belongs to neither.',
      ),
    ],
  ),
  boundary(
    ['src/report/**'],
    [
      noEditor,
      noNode,
      noWebview,
      no(
        '(^|/)(protocol|worker|files|host|cli|manifest)/',
        'A report is made from engine results alone.',
      ),
    ],
  ),
  boundary(
    ['src/files/**'],
    [
      noEditor,
      noWebview,
      no(
        '(^|/)(worker|host|cli|manifest|report)/',
        'src/files adapts the file system to the ports of src/codecs and the shapes of src/protocol, no more.',
      ),
    ],
  ),
  boundary(
    ['src/worker/**', 'src/cli/**', 'src/manifest/**'],
    [
      noEditor,
      noWebview,
      no(
        '(^|/)host/',
        'src/host is the editor side: the worker and the command line do not know it.',
      ),
    ],
  ),
  boundary(
    ['src/host/**', 'src/extension.ts'],
    [
      noWebview,
      no(
        '(^|/)(codecs|files|cli)/',
        'The host asks the worker: it reads and writes no dataset itself.',
      ),
    ],
  ),
  boundary(
    ['webview/**/*.ts'],
    [
      noEditor,
      noNode,
      no(
        '(^|/)(codecs|worker|files|host|cli|manifest)/',
        'The webview talks through src/protocol and reads engine types only.',
      ),
    ],
  ),
);
