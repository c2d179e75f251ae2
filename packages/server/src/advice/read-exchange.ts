/** Reads a recorded exchange into what the rules look at. */
import { createHash } from 'node:crypto';
import {
  acquireQuery,
  cancel,
  canonicalString,
  close,
  createMerchantCode,
  type Parameters,
  parseFileName,
  precreate,
  query,
  readReply,
  refund,
  refundQuery,
  reverse,
  spotCancel,
  spotPay,
} from '@sampan/protocol';
import { decodeExchange, type StoredExchange } from '#exchanges';
import { learned } from './learned.ts';
import { amounts, type Does, type Seen, terms } from './seen.ts';

const doing: Readonly<Record<string, Does>> = {
  [spotPay.name]: 'pay',
  [precreate.name]: 'precreate',
  [query.name]: 'query',
  [acquireQuery.name]: 'query',
  [cancel.name]: 'cancel',
  [close.name]: 'cancel',
  [reverse.name]: 'cancel',
  [spotCancel.name]: 'cancel',
  [refund.name]: 'refund',
  [refundQuery.name]: 'refund-query',
  [createMerchantCode.name]: 'create-code',
  notification: 'notification',
  download: 'download',
};

const kept: readonly string[] = [
  ...terms,
  ...amounts,
  'notify_url',
  'timestamp',
  'sign_type',
  'it_b_pay',
  'qr_code_it_b_pay',
];

/** What differs between two sends of the same request. */
const perSend: readonly string[] = ['sign', 'sign_type', 'timestamp', 'terminal_timestamp'];

/** Longer values are not kept whole: they are compared only. */
const valueMax = 256;

export async function seenOf(stored: StoredExchange): Promise<Seen> {
  const { parameters } = await decodeExchange(stored);
  const asked: Parameters = new Map(parameters);
  const does = doing[stored.service ?? ''] ?? 'other';
  const replied = repliedBy(stored);
  const { id, kind, at, tookMs, result, code, reason, level, partnerId } = stored;
  const pretended = stored.pretended.map(({ what }) => what);
  const first = (...names: readonly string[]) =>
    names.map((name) => asked.get(name) ?? replied.get(name)).find(Boolean);
  return {
    ...{ id, kind, at, tookMs, result, code, reason, level, partnerId, does, pretended },
    order: stored.orderId ?? first('partner_trans_id', 'out_trade_no'),
    refundId: first('partner_refund_id', 'out_return_no'),
    given: new Map(kept.flatMap((name) => entryOf(asked, name))),
    fingerprint: fingerprintOf(asked),
    namesShop: namesShop(does, asked),
    charsetIn: charsetIn(stored, asked),
    learned: learned({ does, kind, result, code, asked, replied, pretended }),
    fileOf: kind === 'download' ? parseFileName(stored.request.target)?.day : undefined,
    answer:
      kind === 'notification' && stored.reply
        ? { status: stored.reply.status, text: stored.reply.body.toString('utf8') }
        : undefined,
  };
}

const nothing: Parameters = new Map();

/** The fields of the gateway's reply. */
function repliedBy({ kind, reply }: StoredExchange): Parameters {
  if (kind !== 'request' || !reply) return nothing;
  const read = readReply(reply.body, reply.contentType);
  return read.ok ? read.value.fields : nothing;
}

function entryOf(asked: Parameters, name: string): readonly (readonly [string, string])[] {
  const value = asked.get(name);
  // An empty value counts as absent (09 §1).
  if (!value) return [];
  return [[name, value.length <= valueMax ? value : digestOf(value)]];
}

function fingerprintOf(asked: Parameters): string {
  const lasting = [...asked].filter(([name]) => !perSend.includes(name));
  return digestOf(canonicalString(lasting));
}

const digestOf = (text: string): string =>
  createHash('sha256').update(text).digest('base64').slice(0, 24);

/** Under these names the services take the data of the shop; letter case counts in no member. */
function namesShop(does: Does, asked: Parameters): boolean | undefined {
  if (does !== 'pay' && does !== 'precreate') return undefined;
  const text = `${asked.get('extend_info') ?? ''}${asked.get('extend_params') ?? ''}`;
  return ['secondary_merchant_id', 'store_id'].every((name) =>
    new RegExp(`"${name}"\\s*:\\s*("[^"]+"|[0-9])`, 'i').test(text),
  );
}

function charsetIn({ request }: StoredExchange, asked: Parameters): Seen['charsetIn'] {
  if (/(^|[?&])_input_charset=/.test(request.target)) return 'url';
  return asked.has('_input_charset') ? 'body' : 'nowhere';
}
