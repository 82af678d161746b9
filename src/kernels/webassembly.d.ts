/** The part of WebAssembly's JavaScript interface that is used; Node's types leave it to those of the DOM. */
declare namespace WebAssembly {
  type Module = object;
  const Module: new (binary: Uint8Array<ArrayBuffer>) => Module;

  interface Memory {
    /** Another buffer after the memory grew. */
    readonly buffer: ArrayBuffer;
    /** Adds pages; throws when there is no room for them. */
    grow(pages: number): number;
  }
  const Memory: new (pages: { initial: number; maximum?: number; shared?: boolean }) => Memory;

  interface Instance<Exports> {
    readonly exports: Exports;
  }
  const Instance: new <Exports>(
    module: Module,
    imports: { env: { memory: Memory }; [module: string]: Record<string, unknown> },
  ) => Instance<Exports>;

  interface Global {
    value: number;
  }
}

/** Every engine with WebAssembly has it; Node's types and those of the DOM say the same. */
declare function atob(base64: string): string;
