/** What an interposition changes in an answer: fields before they are signed, bytes afterwards. */
import { type Duration, instant, milliseconds } from '@sampan/primitives';
import { type Charset, contentType, type Parameter } from '@sampan/protocol';
import type { GatewayReply } from './gateway-reply.ts';
import type { ReplyChanges } from './interposition.ts';

/** The fields with replacements, and with times moved. A field that is new is added. */
export function changedFields(
  fields: readonly Parameter[],
  { fields: given = {}, clockOffset }: ReplyChanges,
): readonly Parameter[] {
  const changed = new Map(fields);
  for (const [name, value] of Object.entries(given)) changed.set(name, value);
  if (clockOffset === undefined) return [...changed];
  return [...changed].map(([name, value]) => [
    name,
    isTime(name) ? moved(value, clockOffset) : value,
  ]);
}

const isTime = (name: string): boolean => /_time$|^gmt_/.test(name);

/** As times stand on the wire: 20261122100000, or 2026-11-22 10:00:00. */
const compactOrSpaced =
  /^(20\d\d)(-?)(0[1-9]|1[0-2])(-?)([0-2]\d|3[01])( ?)([01]\d|2[0-3])(:?)([0-5]\d)(:?)([0-5]\d)$/;

/** A time on another clock; any other value stays. */
function moved(value: string, by: Duration): string {
  const parts = compactOrSpaced.exec(value);
  if (!parts) return value;
  const [, year, dash = '', month, , day, space = '', hour, colon = '', minute, , second] = parts;
  const read = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const [date = '', time = ''] = new Date(instant(read + milliseconds(by)))
    .toISOString()
    .split(/[T.]/);
  return `${date.replaceAll('-', dash)}${space}${time.replaceAll(':', colon)}`;
}

/** The finished reply with another label, another signature, or an early end. */
export function changedReply(
  reply: GatewayReply,
  { charset, label, signature, cutAt }: ReplyChanges,
  asked: Charset,
): GatewayReply {
  const text = reply.body.toString('latin1');
  const labelled = charset || label ? relabelled(text, label ?? asked) : text;
  const signed = signature ? resigned[signature](labelled) : labelled;
  const isEnvelope = reply.contentType.startsWith('text/xml');
  return {
    ...reply,
    ...(isEnvelope && (charset || label) && { contentType: contentType(label ?? asked) }),
    body: Buffer.from(signed, 'latin1'),
    ...(cutAt !== undefined && { cutAt }),
  };
}

const relabelled = (text: string, label: Charset): string =>
  text.replace(/^(<\?xml [^>]*encoding=")[\w-]+/, `$1${label}`);

const resigned: Readonly<Record<'wrong' | 'missing', (text: string) => string>> = {
  // One character less or more would be another mistake.
  wrong: (text) =>
    text.replace(
      /(<sign>)(.)/,
      (_, tag: string, first: string) => tag + (first === 'a' ? 'b' : 'a'),
    ),
  missing: (text) => text.replace(/<sign>[^<]*<\/sign><sign_type>[^<]*<\/sign_type>/, ''),
};
