import { EngineError } from '../../engine/problems';
import type { ByteSource } from '../bytes';
import { momentOf, type Moment } from './dates';
import { EndlessText, readXml } from './xml';
import { unzipped, zipEntries, type ZipEntry } from './zip';
import { t } from '../../engine/language';

/** What of a workbook is needed to read its first sheet. */
export interface Workbook {
  readonly sheet: { readonly name: string; readonly entry: ZipEntry };
  /** Names of the sheets that are not read. */
  readonly others: readonly string[];
  readonly from1904: boolean;
  /** Per style of a cell. */
  readonly moments: readonly (Moment | undefined)[];
  readonly strings: readonly string[];
}

interface Relation {
  readonly type: string;
  readonly path: string;
}

/** Characters of all distinct texts together. */
const MOST_TEXT = 1 << 29;

/**
 * Opens a workbook; of its texts only about the first `texts` characters are read.
 * @throws EngineError unreadable, unsupported-format, too-large; what `at` throws
 */
export function openWorkbook(
  source: ByteSource,
  at: (bytes: number) => void,
  texts = Infinity,
): Workbook {
  const entries = zipEntries(source);
  const read = (path: string, handlers: Parameters<typeof readXml>[1]) => {
    const entry = entries.get(path);
    if (entry) readPart(source, entry, handlers, at);
  };
  const main = [...relationsOf('', read).values()].find(({ type }) => type === 'officeDocument');
  if (!main || !entries.has(main.path) || !/\.xml$/i.test(main.path)) {
    const what =
      main && /\.bin$/i.test(main.path) ? t('a binary workbook') : t('no Excel workbook');
    throw new EngineError(
      'unsupported-format',
      t`\`${source.name}\` is ${what}: save it as .xlsx or .csv, or extract it first if it is an archive.`,
    );
  }
  const relations = relationsOf(main.path, read);
  const sheets: { name: string; id: string }[] = [];
  let from1904 = false;
  read(main.path, {
    open(name, attribute) {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attribute('date1904') ?? '');
      if (name !== 'sheet') return;
      const id = attribute('r:id') ?? attribute('ns:id') ?? attribute('id') ?? '';
      if (relations.get(id)?.type === 'worksheet')
        sheets.push({ name: attribute('name') ?? '', id });
    },
  });
  const [first, ...others] = sheets;
  const entry = first && entries.get(relations.get(first.id)?.path ?? '');
  if (!first || !entry) {
    throw new EngineError('unreadable', t`\`${source.name}\` has no sheet with cells.`);
  }
  const part = (type: string) =>
    [...relations.values()].find((relation) => relation.type === type)?.path ?? '';
  return {
    sheet: { name: first.name, entry },
    others: others.map(({ name }) => name),
    from1904,
    moments: stylesOf(part('styles'), read),
    strings: stringsOf(source, part('sharedStrings'), texts, read),
  };
}

type Read = (path: string, handlers: Parameters<typeof readXml>[1]) => void;

/** Reads one part of the workbook. @throws EngineError unreadable; what `at` and the handlers throw */
export function readPart(
  source: ByteSource,
  entry: ZipEntry,
  handlers: Parameters<typeof readXml>[1],
  at: (bytes: number) => void,
): void {
  let byte = entry.offset;
  const reached = (bytes: number) => {
    byte = bytes;
    at(bytes);
  };
  try {
    readXml(unzipped(source, entry, reached), handlers);
  } catch (error) {
    if (!(error instanceof Error) || error.name === 'EngineError' || error.name === 'Cancelled')
      throw error;
    const endless = error instanceof EndlessText;
    const what = endless ? t('has a text or a tag that does not end') : t('is no valid XML');
    throw new EngineError(
      endless ? 'too-large' : 'unreadable',
      t`\`${source.name}\` cannot be read: \`${entry.name}\` in it ${what}, after byte ${byte.toLocaleString('en')} of the file. Save it again.`,
      { byte },
    );
  }
}

/** Where the relations of a part lead, by id; types are the last word of their address. */
function relationsOf(path: string, read: Read): Map<string, Relation> {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const relations = new Map<string, Relation>();
  read(`${folder}_rels/${path.slice(folder.length)}.rels`, {
    open(name, attribute) {
      if (name !== 'Relationship') return;
      const target = attribute('Target') ?? '';
      relations.set(attribute('Id') ?? '', {
        type: (attribute('Type') ?? '').split('/').at(-1)!,
        path: target.startsWith('/') ? target.slice(1) : resolve(folder + target),
      });
    },
  });
  return relations;
}

function resolve(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function stylesOf(path: string, read: Read): (Moment | undefined)[] {
  const codes = new Map<string, string>();
  const moments: (Moment | undefined)[] = [];
  let inCells = false;
  read(path, {
    open(name, attribute) {
      if (name === 'numFmt') codes.set(attribute('numFmtId') ?? '', attribute('formatCode') ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      const id = attribute('numFmtId') ?? '0';
      moments.push(momentOf(id, codes.get(id)));
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return moments;
}

function stringsOf(source: ByteSource, path: string, most: number, read: Read): string[] {
  const strings: string[] = [];
  const text = new RichText();
  let characters = 0;
  read(path, {
    enough: () => characters > most,
    open(name) {
      if (name === 'si') text.clear();
      text.open(name);
    },
    close(name) {
      text.close(name);
      if (name !== 'si') return;
      characters += text.value.length;
      if (characters > MOST_TEXT) {
        throw new EngineError(
          'too-large',
          t`\`${source.name}\` holds too much text to be read as a workbook: save it as .csv.`,
        );
      }
      strings.push(text.value);
    },
    text(part) {
      text.add(part);
    },
  });
  return strings;
}

/** The text of a string that may be made of runs; how it is pronounced is left out. */
export class RichText {
  #value = '';
  #within = false;
  #phonetic = false;

  get value(): string {
    // Characters that XML cannot hold are written as their code (ECMA-376 22.9.2.19).
    return this.#value.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
      String.fromCharCode(parseInt(code, 16)),
    );
  }

  clear(): void {
    this.#value = '';
  }

  open(name: string): void {
    if (name === 'rPh') this.#phonetic = true;
    if (name === 't') this.#within = !this.#phonetic;
  }

  close(name: string): void {
    if (name === 'rPh') this.#phonetic = false;
    if (name === 't') this.#within = false;
  }

  add(text: string): void {
    if (this.#within) this.#value += text;
  }
}
