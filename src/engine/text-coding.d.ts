// The part of the Encoding Standard that is used: every engine has it, and so do the types of Node and of the DOM,
// which the engine goes without.

declare class TextDecoder {
  constructor(label?: 'utf-8', options?: { ignoreBOM?: boolean });
  decode(bytes: Uint8Array): string;
}

declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, into: Uint8Array): { read: number; written: number };
}
