type ArrayClass = new (...args: never[]) => ArrayBufferView;

const CLASSES = [
  'Uint8Array',
  'Int8Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
] as const;

/**
 * Bytes of all typed arrays that `work` makes, whether or not they are let go again: the same on every run, and no less
 * than what it needs at any time. Memory of WebAssembly is not counted.
 */
export function allocatedBy<T>(work: () => T): { readonly bytes: number; readonly result: T } {
  let bytes = 0;
  const usual = CLASSES.map((name) => globalThis[name]);
  const counted = usual.map((Usual) =>
    counting(Usual as ArrayClass, (made) => {
      bytes += made;
    }),
  );
  const put = (classes: readonly unknown[]) => {
    CLASSES.forEach((name, i) => Object.assign(globalThis, { [name]: classes[i] }));
  };
  put(counted);
  try {
    const result = work();
    return { bytes, result };
  } finally {
    put(usual);
  }
}

/** A class of typed arrays that counts the bytes of those that are no view of another's. */
function counting(Usual: ArrayClass, count: (bytes: number) => void): ArrayClass {
  return class extends Usual {
    constructor(...args: never[]) {
      super(...args);
      if (!((args[0] as unknown) instanceof ArrayBuffer)) count(this.byteLength);
    }

    static override [Symbol.hasInstance](value: unknown): boolean {
      return value instanceof Usual;
    }
  };
}
