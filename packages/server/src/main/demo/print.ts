/** An exchange as a person reads it: parameters one to a line, the reply's XML indented. */
import { escapeXml, readXml, type XmlElement } from '@sampan/protocol';
import { pairs } from '../commands/output.ts';
import type { Exchange } from './exchange.ts';

export function exchangeLines({ title, request, reply }: Exchange, number: number): string[] {
  const root = readXml(reply.xml);
  const parameters = pairs(Object.entries(request.parameters));
  const verdict = reply.signatureValid ? 'valid' : 'NOT VALID';
  return [
    `${number}. ${title}`,
    '',
    `   ${request.method} ${request.url}`,
    ...parameters.map((line) => `     ${line}`),
    '',
    `   ${reply.status} ${reply.contentType}`,
    ...(root ? elementLines(root, 5) : [`     ${reply.xml}`]),
    `   signature of the reply: ${verdict}`,
    '',
  ];
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
