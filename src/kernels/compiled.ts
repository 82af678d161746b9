const MODULES = new Map<string, WebAssembly.Module | undefined>();

/** A kernel as a module; undefined where there is no WebAssembly, or none with 128-bit SIMD. */
export function compiled(base64: string): WebAssembly.Module | undefined {
  if (typeof WebAssembly === 'undefined') return undefined;
  if (!MODULES.has(base64)) MODULES.set(base64, moduleOf(base64));
  return MODULES.get(base64);
}

function moduleOf(base64: string): WebAssembly.Module | undefined {
  try {
    const binary = atob(base64);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
    return new WebAssembly.Module(bytes);
  } catch {
    return undefined;
  }
}
