import { Parser } from 'saxen';
import { t } from '../../engine/language';

/** What is done with the parts of a document; names come without their prefix. */
export interface XmlHandlers {
  open(name: string, attribute: (name: string) => string | undefined): void;
  close?(name: string): void;
  /** Text between two tags, perhaps in several pieces. */
  text?(text: string): void;
  /** True: the rest of the document is not read. Asked between pieces. */
  enough?(): boolean;
}

/** Characters of one text or tag; a cell of a workbook has 32,767 at most. */
const LONGEST = 1 << 25;

/** A text or a tag that does not end. */
export class EndlessText extends Error {}

/**
 * Reads an XML document that arrives in pieces of UTF-8.
 * @throws EndlessText; Error where it is none; what the handlers throw
 */
export function readXml(pieces: Iterable<Uint8Array>, handlers: XmlHandlers): void {
  const parser = new Parser();
  let heard = false;
  parser.on('openTag', (name, attributes, decode) => {
    heard = true;
    const values = attributes();
    handlers.open(localName(name), (wanted) => {
      const value = values[wanted];
      return value === undefined ? undefined : decode(value);
    });
  });
  parser.on('closeTag', (name) => {
    heard = true;
    handlers.close?.(localName(name));
  });
  parser.on('text', (text, decode) => handlers.text?.(decode(text)));
  parser.on('cdata', (text) => handlers.text?.(text));
  parser.on('error', (error) => {
    throw error;
  });
  const decoder = new TextDecoder();
  let waiting = '';
  // Characters since the last tag. The parser goes through what is incomplete again with every piece: it is given as
  // much as it has, so that time stays linear.
  let incomplete = 0;
  for (const piece of pieces) {
    waiting += decoder.decode(piece, { stream: true });
    if (waiting.length < incomplete) continue;
    heard = false;
    parser.write(waiting);
    incomplete = heard ? 0 : incomplete + waiting.length;
    waiting = '';
    if (incomplete > LONGEST) throw new EndlessText(t('A text or a tag does not end.'));
    if (handlers.enough?.() === true) return;
  }
  parser.write(waiting + decoder.decode());
  const left = parser.end();
  if (left) throw left;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
