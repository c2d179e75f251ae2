/** What scenarios look at: a request of a partner, or a notification to one. */
import type { Trade, TradeKey } from '#acquiring';
import type { Lookup, Reader } from '#database';
import type { Call } from '#gateway';
import type { Message } from '#notification';
import { readPayer } from './store.postgres.ts';
import type { NotificationKind } from './text.ts';

export interface Asked {
  readonly about: 'request' | 'notification';
  readonly service?: string;
  readonly notification?: NotificationKind;
  readonly partner: string;
  /** Of the exchange, or of the notification. */
  readonly id: string;
  readonly field: (name: string) => string | undefined;
  /** The partner's order id; empty when it is about none. */
  readonly order: () => Promise<string>;
  readonly payer: () => Promise<string | undefined>;
}

export interface Lookups {
  readonly reader: Pick<Reader, 'read'>;
  readonly trades: Pick<Lookup<TradeKey, Trade | undefined>, 'find'>;
}

export function askedBy({ exchange, partner, service, parameters }: Call, lookups: Lookups): Asked {
  const { reader, trades } = lookups;
  const field = (name: string): string | undefined => parameters.get(name);
  const partnerTransId = field('partner_trans_id') ?? field('out_trade_no');
  const tradeId = field('alipay_trans_id') ?? field('trade_no');
  let found: Promise<Trade | undefined> | undefined;
  const trade = (): Promise<Trade | undefined> => {
    found ??= trades
      .find({ partnerId: partner.id, partnerTransId, tradeId })
      .then(({ result }) => result);
    return found;
  };
  return {
    about: 'request',
    ...{ service, field, partner: partner.id, id: exchange },
    order: async () => partnerTransId ?? (tradeId ? ((await trade())?.partnerTransId ?? '') : ''),
    async payer() {
      const code = field('buyer_identity_code');
      if (code === undefined) {
        return partnerTransId || tradeId ? (await trade())?.walletId : undefined;
      }
      return (await reader.read((connection) => readPayer(connection, code))).result;
    },
  };
}

const kinds: Readonly<Record<string, NotificationKind>> = {
  payByAccountAction: 'paid',
  reverseAction: 'closed',
  closeTradeAction: 'closed',
  refundFPAction: 'refunded',
  finishFPAction: 'finished',
};

export function askedOf({ about }: Message): Asked | undefined {
  if (!about) return undefined;
  const fields = new Map(about.fields);
  const kind = kinds[fields.get('notify_action_type') ?? ''];
  return {
    about: 'notification',
    ...(kind && { notification: kind }),
    partner: about.partnerId,
    id: about.notifyId,
    field: (name) => fields.get(name),
    order: async () => fields.get('out_trade_no') ?? '',
    payer: async () => fields.get('buyer_id'),
  };
}
