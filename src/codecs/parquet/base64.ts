const BLOCK = 0x6000;

/** Bytes as base64 (RFC 4648). */
export function base64Text(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += BLOCK) {
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + BLOCK)));
  }
  return text;
}

/** The bytes of a base64 text; undefined: it is none. */
export function base64Bytes(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
