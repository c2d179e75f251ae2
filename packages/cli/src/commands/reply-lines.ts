/** A reply as a person reads it: its XML indented, or its text. */
import { escapeXml, readXml, type XmlElement } from '@sampan/protocol';

export function replyLines(text: string): readonly string[] {
  const root = readXml(text);
  return root ? elementLines(root, 0) : text.trimEnd().split('\n');
}

function elementLines(element: XmlElement, indent: number): string[] {
  const { name, attributes, children, text } = element;
  const blanks = ' '.repeat(indent);
  // The gateway echoes the request, which stands above already.
  if (name === 'request') return [`${blanks}<request> … </request>`];
  const named = [...attributes].map(([key, value]) => ` ${key}="${escapeXml(value)}"`).join('');
  if (children.length === 0) return [`${blanks}<${name}${named}>${escapeXml(text)}</${name}>`];
  return [
    `${blanks}<${name}${named}>`,
    ...children.flatMap((child) => elementLines(child, indent + 2)),
    `${blanks}</${name}>`,
  ];
}
