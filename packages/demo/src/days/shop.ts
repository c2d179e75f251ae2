/** The two shops of the demo's days, each its own partner with a fee and an SFTP log-in. */
import { randomBytes } from 'node:crypto';
import { type Currency, parseRate, required } from '@sampan/primitives';
import type { Contract } from '@sampan/protocol';
import { type Caller, callGateway } from '../call-gateway.ts';
import { openReceiver, type Receiver } from '../receiver.ts';
import { businessTimeMs } from '../stage.ts';
import { mustSucceed } from './must-succeed.ts';
import { OwnBook, type Sale } from './own-book.ts';
import type { Sandbox } from './sandbox.ts';

export interface ShopTerms {
  readonly name: string;
  readonly contract: Contract;
  /** The settlement currency, which is also the tills' price currency. */
  readonly currency: Currency;
  /** The currency in which guests type the amount at the desk. */
  readonly deskCurrency: Currency;
  readonly country: string;
  readonly merchant: {
    readonly secondary_merchant_id: string;
    readonly secondary_merchant_name: string;
    readonly secondary_merchant_industry: string;
  };
  readonly store: { readonly store_id: string; readonly store_name: string };
}

const feeRate = '0.006';

export const noodleBar: ShopTerms = {
  name: 'Demo Noodle Bar',
  contract: 'hk',
  currency: 'HKD',
  deskCurrency: 'HKD',
  country: 'HK',
  merchant: {
    secondary_merchant_id: 'noodle-bar',
    secondary_merchant_name: 'Demo Noodle Bar Limited',
    secondary_merchant_industry: '5812',
  },
  store: { store_id: 'mong-kok', store_name: 'Demo Noodle Bar, Mong Kok' },
};

/** The desk has prices in the guests' currency, CNY, and is settled in AUD. */
export const gelateria: ShopTerms = {
  name: 'Demo Gelateria',
  contract: 'global',
  currency: 'AUD',
  deskCurrency: 'CNY',
  country: 'AU',
  merchant: {
    secondary_merchant_id: 'gelateria',
    secondary_merchant_name: 'Demo Gelateria Pty Ltd',
    secondary_merchant_industry: '5814',
  },
  store: { store_id: 'glebe', store_name: 'Demo Gelateria, Glebe' },
};

export interface Shop extends ShopTerms {
  readonly id: string;
  readonly feeRate: string;
  readonly sftpPassword: string;
  readonly caller: Caller;
  /** Receives notifications of payments and refunds. */
  readonly receiver: Receiver;
  /** The text of the desk's QR code. */
  readonly desk: string;
  readonly book: OwnBook;
  /** Sales without a refund yet, by their name in the day plan. */
  readonly sales: Map<string, Sale>;
}

/** Creates the partner and everything the shop needs to sell. `close` stops its listeners. */
export async function openShop(sandbox: Sandbox, terms: ShopTerms): Promise<Shop> {
  const sftpPassword = randomBytes(12).toString('base64url');
  const { name, contract, currency } = terms;
  const partner = await sandbox.operations.call('POST /admin/partners', {
    body: { name, contract, currency, feeRate, sftpPassword },
  });
  const { id, md5Key } = partner;
  const caller: Caller = {
    // A restarted server may have another address.
    get gateway() {
      return sandbox.gateway;
    },
    partnerId: id,
    contract,
    md5Key,
  };
  const receiver = await openReceiver(caller, randomBytes(5).toString('hex'));
  try {
    const said = required(parseRate(partner.feeRate ?? ''), 'the partner has a fee rate');
    return {
      ...terms,
      id,
      feeRate,
      sftpPassword,
      caller,
      receiver,
      desk: await makeDeskCode(sandbox, terms, { caller, receiver }),
      book: new OwnBook(currency, said),
      sales: new Map(),
    };
  } catch (error) {
    await receiver.close();
    throw error;
  }
}

async function makeDeskCode(
  { operations }: Sandbox,
  { merchant, store, deskCurrency, currency, country }: ShopTerms,
  { caller, receiver }: Pick<Shop, 'caller' | 'receiver'>,
): Promise<string> {
  const made = await callGateway(
    caller,
    'The shop asks for a code for its desk',
    'alipay.commerce.qrcode.create',
    {
      timestamp: await businessTimeMs(operations),
      notify_url: receiver.url,
      biz_type: 'OVERSEASHOPQRCODE',
      biz_data: {
        ...merchant,
        ...store,
        trans_currency: deskCurrency,
        currency,
        country_code: country,
      },
    },
  );
  return mustSucceed(made)['qrcode'] ?? '';
}
