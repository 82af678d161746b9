import { vi } from 'vitest';

// A JavaScript engine without WebAssembly, such as V8 with --jitless: kernels must give way to their twins.
vi.stubGlobal('WebAssembly', undefined);
