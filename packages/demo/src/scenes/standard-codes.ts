/**
 * The two QR codes under the standard contract: an order in AUD, and a desk where guests type CNY
 * and the shop is settled in AUD.
 */
import { callGateway } from '../call-gateway.ts';
import { scan } from '../scan.ts';
import { businessTimeMs, type Scene, surfShop, surfStore } from '../stage.ts';
import { told } from './told.ts';

export const standardCodes: Scene = async function* (stage) {
  const { operations, caller, hongKong, mainland, receiver, run } = stage;
  const id = `demo-${run}-3`;
  const timestamp = await businessTimeMs(operations);
  const refused = 'wallet-kind-not-accepted';

  const ordered = await callGateway(
    caller,
    'The till asks for a code for an order of AUD 25.00',
    'alipay.acquire.precreate',
    {
      notify_url: receiver.url,
      timestamp,
      out_trade_no: id,
      subject: 'Board rental, one hour',
      product_code: 'OVERSEAS_MBARCODE_PAY',
      trans_currency: 'AUD',
      currency: 'AUD',
      total_fee: '25.00',
      extend_params: { ...surfShop, ...surfStore, terminal_id: 'till-1' },
    },
  );
  yield ordered;
  const code = ordered.reply.fields['qr_code'] ?? '';
  yield scan(operations, 'A buyer from Hong Kong scans it and is refused at once', {
    wallet: hongKong,
    code,
    expected: refused,
  });
  const rented = await scan(operations, 'A buyer from the mainland scans it, and pays CNY', {
    wallet: mainland,
    code,
    expected: 'paid',
  });
  yield rented;
  const settled = { currency: 'AUD', forex_total_fee: '25.00' };
  yield* told(receiver, rented.reply.fields, { out_trade_no: id, total_fee: '25.00', ...settled });

  const made = await callGateway(
    caller,
    'The shop asks for a code for its desk, priced in CNY and settled in AUD',
    'alipay.commerce.qrcode.create',
    {
      timestamp,
      notify_url: receiver.url,
      biz_type: 'OVERSEASHOPQRCODE',
      biz_data: {
        ...surfShop,
        // A new desk for every run, because a shop that has a code would get the same code again.
        store_id: `desk-${run}`,
        store_name: 'Demo Surf Shop, desk',
        trans_currency: 'CNY',
        currency: 'AUD',
        country_code: 'AU',
      },
    },
  );
  yield made;
  const atDesk = { code: made.reply.fields['qrcode'] ?? '', amount: '50.00' };
  yield scan(operations, 'A buyer from Hong Kong scans it: not supported here, either', {
    wallet: hongKong,
    ...atDesk,
    expected: refused,
  });
  const paid = await scan(operations, 'A buyer from the mainland scans it and types CNY 50.00', {
    wallet: mainland,
    ...atDesk,
    expected: 'paid',
  });
  yield paid;
  yield* told(receiver, paid.reply.fields, { total_fee: '50.00', currency: 'AUD' });
};
