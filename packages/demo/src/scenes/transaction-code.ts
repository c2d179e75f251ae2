/** Transaction QR code: the till shows the code of one order, the buyer scans it. */
import { callGateway } from '../call-gateway.ts';
import { scan } from '../scan.ts';
import { businessTimeMs, type Scene, shop, store } from '../stage.ts';
import { told } from './told.ts';

export const transactionCode: Scene = async function* (stage) {
  const { operations, caller, hongKong, receiver, run } = stage;
  const id = `demo-${run}-3`;
  const timestamp = await businessTimeMs(operations);

  const made = await callGateway(
    caller,
    'The till asks for a code for an order of 30.00',
    precreate,
    {
      notify_url: receiver.url,
      timestamp,
      terminal_timestamp: timestamp,
      out_trade_no: id,
      subject: 'Two flat whites',
      product_code: 'OVERSEAS_MBARCODE_PAY',
      trans_currency: 'HKD',
      currency: 'HKD',
      total_fee: '30.00',
      extend_params: { ...shop, ...store, terminal_id: 'till-1' },
      it_b_pay: '10m',
      passback_parameters: 'desk-3',
    },
  );
  yield made;
  const code = made.reply.fields['qr_code'] ?? '';
  const paid = await scan(operations, 'A buyer from Hong Kong scans the code and pays', {
    wallet: hongKong,
    code,
    expected: 'paid',
  });
  yield paid;
  yield* told(receiver, paid.reply.fields, {
    out_trade_no: id,
    total_fee: '30.00',
    extra_common_param: 'desk-3',
  });
};

const precreate = 'alipay.acquire.precreate';
