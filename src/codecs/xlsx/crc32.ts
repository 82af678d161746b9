const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 as zip uses it (ISO 3309), over bytes that arrive in pieces. */
export class Crc32 {
  #value = 0xffffffff;

  update(bytes: Uint8Array): void {
    let value = this.#value;
    for (const byte of bytes) value = TABLE[(value ^ byte) & 255]! ^ (value >>> 8);
    this.#value = value;
  }

  /** Unsigned. */
  digest(): number {
    return ~this.#value >>> 0;
  }
}
