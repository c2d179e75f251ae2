/** What a partner's program knows of an order from one exchange, if it believes only what is genuine. */
import type { Parameters } from '@sampan/protocol';
import type { Learned, Seen } from './seen.ts';

interface Exchanged extends Pick<Seen, 'does' | 'kind' | 'result' | 'code' | 'pretended'> {
  readonly asked: Parameters;
  readonly replied: Parameters;
}

export function learned(exchange: Exchanged): Learned {
  if (exchange.kind === 'notification') return fromNotification(exchange);
  if (isDamaged(exchange)) return isMoving(exchange) ? 'open' : 'nothing';
  switch (exchange.does) {
    case 'pay':
    case 'precreate':
      return fromOpening(exchange);
    case 'query':
      return fromStatus(exchange.replied) ?? 'open';
    case 'cancel':
      return fromCancel(exchange);
    case 'refund':
      return exchange.result === 'success' ? 'paid' : 'nothing';
    default:
      return 'nothing';
  }
}

/** A scenario has made the reply one that proves nothing. */
const isDamaged = ({ pretended }: Pick<Seen, 'pretended'>): boolean =>
  pretended.some((what) => /\b(signature|truncate|label)\b/.test(what));

/** A scenario has made the signature of the reply a wrong one. */
export const isForged = ({ pretended }: Pick<Seen, 'pretended'>): boolean =>
  pretended.some((what) => /\bsignature\b/.test(what));

/** A scenario has changed the notification after it was signed. */
export const isCorrupted = ({ pretended }: Pick<Seen, 'pretended'>): boolean =>
  pretended.some((what) => /\bcorrupt\b/.test(what));

/** The answer did not say what was done: `UNKNOW`, `SYSTEM_ERROR`, silence, or not to be believed. */
export const isOpenEnded = (seen: Pick<Seen, 'result' | 'pretended'>): boolean =>
  seen.result === 'unknown' ||
  seen.result === 'failed' ||
  seen.result === 'no-answer' ||
  isDamaged(seen);

const isMoving = ({ does }: Exchanged): boolean => does === 'pay' || does === 'precreate';

/** These say that the id came with other terms before: what became of that order is not said. */
const aboutAnother: ReadonlySet<string> = new Set([
  'CONTEXT_INCONSISTENT',
  'TRADE_BUYER_NOT_MATCH',
]);

function fromOpening({ does, result, code = '' }: Exchanged): Learned {
  if (result === 'success') return does === 'pay' ? 'paid' : 'open';
  if (result !== 'refused') return 'open';
  if (code === 'TRADE_HAS_SUCCESS') return 'paid';
  if (code === 'TRADE_HAS_CLOSE') return 'over';
  return aboutAnother.has(code) ? 'nothing' : 'refused';
}

/** A refused cancel is an answer too: the order is closed already, or was paid and must be refunded. */
function fromCancel({ result, code = '' }: Exchanged): Learned {
  if (result === 'success') return 'over';
  if (result !== 'refused') return 'nothing';
  return code === 'TRADE_HAS_CLOSE' ? 'over' : 'paid';
}

function fromNotification({ result, asked, pretended }: Exchanged): Learned {
  if (result !== 'acknowledged' || isCorrupted({ pretended })) return 'nothing';
  return fromStatus(asked) ?? 'nothing';
}

function fromStatus(fields: Parameters): Learned | undefined {
  switch (fields.get('alipay_trans_status') ?? fields.get('trade_status')) {
    case 'TRADE_SUCCESS':
    case 'TRADE_FINISHED':
      return 'paid';
    case 'TRADE_CLOSED':
      return 'over';
    default:
      return undefined;
  }
}
