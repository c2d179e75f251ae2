/** An exchange as a person reads it: parameters one to a line, a reply's XML indented. */
import type { Exchange } from '@sampan/demo';
import { pairs } from '../output.ts';
import { replyLines } from './reply-lines.ts';

export function exchangeLines(exchange: Exchange, number: number): string[] {
  return [`${number}. ${exchange.title}`, '', ...asked(exchange), '', ...answered(exchange), ''];
}

function asked(exchange: Exchange): string[] {
  const { method, url, parameters } = exchange.request;
  if (exchange.kind === 'wallet') {
    const { code, amount } = parameters;
    const typed = amount === undefined ? '' : ` --amount ${amount}`;
    return [`   sampan wallet scan ${exchange.wallet} ${code}${typed}`];
  }
  const lines = [`   ${method} ${url}`, ...indented(pairs(Object.entries(parameters)))];
  if (exchange.kind !== 'notification') return lines;
  return [...lines, `   signature of the notification: ${verdict(exchange.request)}`];
}

function answered(exchange: Exchange): string[] {
  const { kind, reply } = exchange;
  if (kind === 'wallet') return indented(pairs(Object.entries(reply.fields)));
  const head = `   ${reply.status} ${reply.contentType}`;
  if (kind !== 'gateway') return [head, ...indented(reply.text.trimEnd().split('\n'))];
  const xml = indented(replyLines(reply.xml));
  return [head, ...xml, `   signature of the reply: ${verdict(reply)}`];
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `     ${line}`);

const verdict = ({ signatureValid }: { readonly signatureValid: boolean }): string =>
  signatureValid ? 'valid' : 'NOT VALID';
