import { isXmlText } from './xml.ts';

/** An element with either text or child elements. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/**
 * Parses the XML subset of envelopes: elements, attributes, the five named entities and numeric
 * references. Undefined for anything else. Document types, comments and CDATA sections are refused,
 * because no envelope has them and they are attack surface.
 */
export function readXml(source: string): XmlElement | undefined {
  if (!isXmlText(source)) return undefined;
  const prologue = /^\ufeff?(<\?xml[^>]*\?>)?\s*/.exec(source)?.[0] ?? '';
  const cursor: Cursor = { source, at: prologue.length };
  const root = readElement(cursor, 0);
  return root && source.slice(cursor.at).trim() === '' ? root : undefined;
}

interface Cursor {
  readonly source: string;
  at: number;
}

/** Nearly every tag has no attributes. Testing for one takes a third of the time of `opening`. */
const bareOpening = /<[A-Za-z_][\w.-]*>/y;
const opening =
  /<([A-Za-z_][\w.-]*)((?:\s+[A-Za-z_][\w.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const attribute = /([A-Za-z_][\w.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const depthMax = 8;

function readElement(cursor: Cursor, depth: number): XmlElement | undefined {
  const tag = depth < depthMax ? readTag(cursor) : undefined;
  if (!tag) return undefined;
  const { name, attributes, isEmpty } = tag;
  if (isEmpty) return { name, attributes, children: [], text: '' };

  const closing = `</${name}>`;
  const children: XmlElement[] = [];
  let text = '';
  for (;;) {
    const next = cursor.source.indexOf('<', cursor.at);
    if (next < 0) return undefined;
    text += cursor.source.slice(cursor.at, next);
    cursor.at = next;
    if (cursor.source.startsWith(closing, next)) break;
    const child = readElement(cursor, depth + 1);
    if (!child) return undefined;
    children.push(child);
  }
  cursor.at += closing.length;
  if (children.length > 0)
    return text.trim() === '' ? { name, attributes, children, text: '' } : undefined;
  // XML parsers normalise every bare line end to a line feed.
  const read = unescapeXml(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);
  return read === undefined ? undefined : { name, attributes, children, text: read };
}

interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly isEmpty: boolean;
}

/** The opening tag at the cursor, which moves behind it. */
function readTag(cursor: Cursor): Tag | undefined {
  const { source, at } = cursor;
  bareOpening.lastIndex = at;
  if (bareOpening.test(source)) {
    cursor.at = bareOpening.lastIndex;
    return { name: source.slice(at + 1, cursor.at - 1), attributes: noAttributes, isEmpty: false };
  }
  opening.lastIndex = at;
  const tag = opening.exec(source);
  const attributes = tag && readAttributes(tag[2] as string);
  if (!attributes) return undefined;
  cursor.at = opening.lastIndex;
  return { name: tag[1] as string, attributes, isEmpty: tag[3] === '/' };
}

function readAttributes(source: string): ReadonlyMap<string, string> | undefined {
  if (source === '') return noAttributes;
  const attributes = new Map<string, string>();
  attribute.lastIndex = 0;
  for (let found = attribute.exec(source); found; found = attribute.exec(source)) {
    const [, name, inDouble, inSingle] = found;
    const value = unescapeXml((inDouble ?? inSingle ?? '').replace(/\r\n|\s/g, ' '));
    if (value === undefined || attributes.has(name as string)) return undefined;
    attributes.set(name as string, value);
  }
  return attributes;
}

const noAttributes: ReadonlyMap<string, string> = new Map();

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** The text with its references replaced; undefined when one is unknown or not a character. */
function unescapeXml(source: string): string | undefined {
  if (!source.includes('&')) return source;
  let wellFormed = true;
  const text = source.replace(
    /&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|([a-z]+))?;?/g,
    (all, hex, number, name) => {
      const code = hex ? Number.parseInt(hex, 16) : Number(number);
      const character = name
        ? named[name]
        : code <= 0x10ffff
          ? String.fromCodePoint(code)
          : undefined;
      if (character !== undefined && all.endsWith(';')) return character;
      wellFormed = false;
      return '';
    },
  );
  return wellFormed && isXmlText(text) ? text : undefined;
}
