import type { ByteSource } from '../../codecs/bytes';
import { PACKINGS } from '../../codecs/bytes/compression';
import type { Compression } from '../../engine/metric';
import { EngineError } from '../../engine/problems';
import { t } from '../../engine/language';

/** Takes a piece of unpacked content; the bytes may be reused afterwards. */
export type Keep = (bytes: Uint8Array) => void;

/** The refusal of a compressed file that breaks off or is damaged at a byte. */
export function damaged(
  { name }: ByteSource,
  compression: Compression,
  what: string,
  byte: number,
): EngineError {
  const at = t`byte ${byte.toLocaleString('en')}`;
  return new EngineError(
    'unreadable',
    t`\`${name}\` cannot be unpacked: its ${t(PACKINGS[compression].title)} data ${what} ${at}. Get the file again; nothing of it was used.`,
    { byte },
  );
}
