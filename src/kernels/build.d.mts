/** The names of all kernels. */
export function kernelNames(): string[];
/** The binary of one kernel, compiled now. @throws Error with the compiler's messages */
export function compileKernel(name: string): Promise<Uint8Array>;
/** What a kernel's module is made from, as a hash. */
export function kernelOrigin(name: string): string;
/** Compiles the kernels that changed. */
export function buildKernels(): Promise<void>;
