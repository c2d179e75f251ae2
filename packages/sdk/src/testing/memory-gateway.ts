import { decodeForm } from '@sampan/protocol';
import { type Time, wait } from '../time.ts';
import type { Delivery, OutgoingRequest, Transport } from '../transport.ts';
import { type Fields, OrderBook } from './order-book.ts';
import { refuse, type SignedMessage, signReply } from './sign.ts';

/**
 * How the gateway answers one call:
 * - `usual`: by its orders.
 * - `pending` (payment): the buyer has to confirm. `waiting`, `paid`, `closed` (query): what the
 *   order is from now on. `nothing` (query): no such order.
 * - `late` (cancel): the day of the trade is over.
 * - `system-error`: nothing is done. `system-error-done`: it is done all the same.
 * - `lost`: the request does not arrive. `lost-reply`: it is done, the reply is lost.
 * - `delayed`: the request arrives ten seconds after its sender gave up.
 * - `forged`: done, with a reply that another key has signed. `damaged`: done, half a reply.
 * - `changed`: done, with a byte of the reply changed on the way. `twice`: the network delivers the
 *   request two times, and the second reply.
 * - `status-502`: a proxy answers, nothing is done. `status-502-done`: it is done all the same.
 * - `not-sent`: there is no connection.
 * - `{ refuse }`: a refusal of the service, without effect.
 */
export type ScriptedAnswer =
  | 'usual'
  | 'pending'
  | 'waiting'
  | 'paid'
  | 'closed'
  | 'nothing'
  | 'late'
  | 'system-error'
  | 'system-error-done'
  | 'lost'
  | 'lost-reply'
  | 'delayed'
  | 'forged'
  | 'damaged'
  | 'changed'
  | 'twice'
  | 'status-502'
  | 'status-502-done'
  | 'not-sent'
  | { readonly refuse: string; readonly retry?: 'Y' | 'N' };

export type ScriptedCall = 'pay' | 'precreate' | 'query' | 'cancel' | 'refund';

/** The answers of each call in their order; after the last one, `usual`. */
export type Script = Readonly<Partial<Record<ScriptedCall, readonly ScriptedAnswer[]>>>;

export interface MemoryGateway {
  /** Give it to `createPartner` together with the time. */
  readonly transport: Transport;
  readonly orders: OrderBook;
  /** The calls that were sent, in their order. */
  readonly calls: readonly ScriptedCall[];
  /** Replaces what is left of the script. */
  script(next: Script): void;
}

const services: Readonly<Record<string, ScriptedCall>> = {
  'alipay.acquire.overseas.spot.pay': 'pay',
  'alipay.acquire.precreate': 'precreate',
  'alipay.acquire.overseas.query': 'query',
  'alipay.acquire.cancel': 'cancel',
  'alipay.acquire.overseas.spot.refund': 'refund',
};

/**
 * A gateway without sockets: keeps orders, signs replies with `key`, and fails as the script says.
 * ```ts
 * const time = virtualTime();
 * const gateway = memoryGateway({ key, time });
 * gateway.script({ pay: ['pending'], query: ['waiting', 'waiting', 'paid'] });
 * const partner = createPartner({ …, transport: gateway.transport, time });
 * ```
 */
export function memoryGateway({
  key,
  time,
}: {
  readonly key: string;
  readonly time: Time;
}): MemoryGateway {
  const orders = new OrderBook(() => time.now());
  const calls: ScriptedCall[] = [];
  let script: Partial<Record<ScriptedCall, readonly ScriptedAnswer[]>> = {};

  function nextAnswer(call: ScriptedCall): ScriptedAnswer {
    const [answer = 'usual', ...rest] = script[call] ?? [];
    script = { ...script, [call]: rest };
    return answer;
  }

  async function send(request: OutgoingRequest): Promise<Delivery> {
    const sent = decodeForm(request.body, 'UTF-8');
    const fields = new Map(sent.ok ? sent.value : []);
    const call = services[fields.get('service') ?? ''];
    if (!call) return answered(refuse('ILLEGAL_SERVICE'));
    const answer = nextAnswer(call);
    if (answer !== 'not-sent') calls.push(call);
    const act = (): Fields => carryOut(orders, call, answer, fields);
    const silence = async (): Promise<Delivery> => {
      await wait(time, request.replyMs, request.signal);
      const failure = request.signal?.aborted ? 'aborted' : 'timed-out';
      return { isAnswered: false, failure, isSent: true, message: failure };
    };
    switch (answer) {
      case 'not-sent':
        return { isAnswered: false, failure: 'not-sent', isSent: false, message: 'ECONNREFUSED' };
      case 'system-error':
        return answered(refuse('SYSTEM_ERROR'));
      case 'system-error-done':
        act();
        return answered(refuse('SYSTEM_ERROR'));
      case 'lost':
        return silence();
      case 'lost-reply':
        act();
        return silence();
      case 'delayed':
        time.after(request.replyMs + delayMs, act);
        return silence();
      case 'forged':
        return answered(await signReply(act(), { key: `${key}x` }));
      case 'damaged': {
        const { body, contentType } = await signReply(act(), { key });
        return answered({ contentType, body: body.subarray(0, body.length / 2) });
      }
      case 'changed': {
        const { body, contentType } = await signReply(act(), { key });
        const text = body.toString().replace('<result_code>', '<result_code> ');
        return answered({ contentType, body: Buffer.from(text) });
      }
      case 'twice':
        act();
        return answered(await signReply(act(), { key }));
      case 'status-502':
        return { ...answered(refuse('SYSTEM_ERROR')), status: 502 };
      case 'status-502-done':
        act();
        return { ...answered(refuse('SYSTEM_ERROR')), status: 502 };
      default:
        return answered(await signReply(act(), { key }));
    }
  }

  return {
    transport: { send, close: () => undefined },
    orders,
    calls,
    script(next) {
      script = next;
    },
  };
}

const delayMs = 10_000;

const answered = ({
  contentType,
  body,
}: SignedMessage): Extract<Delivery, { isAnswered: true }> => ({
  isAnswered: true,
  status: 200,
  contentType,
  bytes: body,
});

/** What the call does to the orders, and its reply. */
function carryOut(
  orders: OrderBook,
  call: ScriptedCall,
  answer: ScriptedAnswer,
  fields: ReadonlyMap<string, string>,
): Fields {
  const id = fields.get('partner_trans_id') ?? fields.get('out_trade_no') ?? '';
  if (typeof answer === 'object') return refusal(call, answer, id);
  switch (call) {
    case 'pay':
      return orders.pay(id, fields.get('trans_amount') ?? '', answer === 'pending');
    case 'precreate':
      return orders.precreate(id, fields.get('total_fee') ?? '');
    case 'query':
      if (answer === 'paid') orders.confirm(id);
      if (answer === 'closed') orders.expire(id);
      if (answer === 'nothing') return { result_code: 'FAIL', error: 'TRADE_NOT_EXIST' };
      return orders.query(id);
    case 'cancel':
      return orders.cancel(id, answer === 'late');
    case 'refund':
      return orders.refund(id, fields.get('partner_refund_id') ?? '', {
        amount: fields.get('refund_amount') ?? '',
        currency: fields.get('currency') ?? '',
      });
  }
}

function refusal(
  call: ScriptedCall,
  { refuse: code, retry = 'N' }: { readonly refuse: string; readonly retry?: 'Y' | 'N' },
  id: string,
): Fields {
  if (call === 'cancel' || call === 'precreate') {
    const flag = call === 'cancel' ? { retry_flag: retry } : {};
    return { out_trade_no: id, result_code: 'FAIL', detail_error_code: code, ...flag };
  }
  return { partner_trans_id: id, result_code: 'FAIL', error: code };
}
