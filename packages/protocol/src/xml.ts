/**
 * Whether XML 1.0 can represent the text: no controls except tab, line feed and carriage return, no
 * lone surrogates, not U+FFFE or U+FFFF. Numeric references to these are forbidden too.
 */
export function isXmlText(text: string): boolean {
  // Nearly every text is plain; the engine tests that faster than a loop here.
  if (plain.test(text)) return true;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20) {
      if (unit !== 0x09 && unit !== 0x0a && unit !== 0x0d) return false;
    } else if (unit >= 0xd800) {
      if (unit >= 0xfffe) return false;
      if (unit > 0xdfff) continue;
      if (unit > 0xdbff || !isLowSurrogate(text.charCodeAt(++index))) return false;
    }
  }
  return true;
}

/** Without characters that depend on their neighbours, and without forbidden ones. */
const plain = /^[\t\n\r\x20-\ud7ff\ue000-\ufffd]*$/;

// At the end of the text the code is NaN, which is in no range.
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

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
 * The text escaped for an element or a quoted attribute. Line ends and tabs become numeric
 * references: a parser turns a bare CR into LF, and in attributes all three into blanks, which
 * would break the signature.
 */
export const escapeXml = (text: string): string =>
  special.test(text)
    ? text.replace(specials, (character) => references[character] as string)
    : text;
