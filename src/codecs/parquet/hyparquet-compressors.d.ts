// The package's entry starts WebAssembly as soon as it is imported, which not every engine has; its parts do not.
declare module 'hyparquet-compressors/src/gzip.js' {
  /** Fills `output` with what the gzip stream holds. */
  export function gunzip(input: Uint8Array, output: Uint8Array): Uint8Array;
}

declare module 'hyparquet-compressors/src/brotli.js' {
  export function decompressBrotli(input: Uint8Array, outputLength: number): Uint8Array;
}
