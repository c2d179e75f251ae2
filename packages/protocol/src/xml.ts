import { isWellFormed } from './charset.ts';

// Controls other than tab, line feed and carriage return, and the two non-characters.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const notXml = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

/** Whether XML 1.0 can carry the text; some characters it cannot, not even by their number. */
export const isXmlText = (text: string): boolean => !notXml.test(text) && isWellFormed(text);

const special = /[&<>"\t\n\r]/;
const specials = /[&<>"\t\n\r]/g;
const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/**
 * The text as it stands in an element or in a quoted attribute. Line ends and tabs go by number: a
 * parser turns a bare CR into LF, and in attributes all three into a blank, and a value that
 * changes on the way has another signature.
 */
export const escapeXml = (text: string): string =>
  special.test(text)
    ? text.replace(specials, (character) => references[character] as string)
    : text;
