import { Parser } from 'saxen';

/** What is done with the parts of a document; names come without their prefix. */
export interface XmlHandlers {
  open(name: string, attribute: (name: string) => string | undefined): void;
  close?(name: string): void;
  /** Text between two tags, perhaps in several pieces. */
  text?(text: string): void;
  /** True: the rest of the document is not read. Asked between pieces. */
  enough?(): boolean;
}

/** Reads an XML document that arrives in pieces of UTF-8. @throws Error where it is none; what the handlers throw */
export function readXml(pieces: Iterable<Uint8Array>, handlers: XmlHandlers): void {
  const parser = new Parser();
  parser.on('openTag', (name, attributes, decode) => {
    const values = attributes();
    handlers.open(localName(name), (wanted) => {
      const value = values[wanted];
      return value === undefined ? undefined : decode(value);
    });
  });
  parser.on('closeTag', (name) => handlers.close?.(localName(name)));
  parser.on('text', (text, decode) => handlers.text?.(decode(text)));
  parser.on('cdata', (text) => handlers.text?.(text));
  parser.on('error', (error) => {
    throw error;
  });
  const decoder = new TextDecoder();
  for (const piece of pieces) {
    parser.write(decoder.decode(piece, { stream: true }));
    if (handlers.enough?.() === true) return;
  }
  parser.write(decoder.decode());
  const left = parser.end();
  if (left) throw left;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
