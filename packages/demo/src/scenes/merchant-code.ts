/** Merchant QR code: a static code at the desk, the buyer types the amount. */
import { callGateway } from '../call-gateway.ts';
import { scan } from '../scan.ts';
import { businessTimeMs, type Scene, type Stage, shop } from '../stage.ts';
import { told } from './told.ts';

export const merchantCode: Scene = async function* (stage) {
  const { operations, caller, mainland, receiver } = stage;
  const made = await create(stage);
  yield made;
  const qrcode = made.reply.fields['qrcode'] ?? '';
  const atDesk = { wallet: mainland, code: qrcode, amount: '25.00' };

  const paid = await scan(operations, 'A buyer from the mainland scans it and types 25.00', {
    ...atDesk,
    expected: 'paid',
  });
  yield paid;
  yield* told(receiver, paid.reply.fields, { total_fee: '25.50', extra_common_param: passback });
  yield setStatus(stage, 'The desk closes: its code is stopped', qrcode, 'STOP');
  yield scan(operations, 'A buyer who scans it now is refused', {
    ...atDesk,
    expected: 'code-not-usable',
  });
  yield setStatus(stage, 'The desk opens again', qrcode, 'RESTART');
  yield setStatus(stage, 'The desk is given up: its code is deleted for ever', qrcode, 'DELETE');

  async function create({ run }: Stage) {
    const title = 'The shop asks for a code for its desk, with 0.50 on top of each payment';
    return callGateway(caller, title, 'alipay.commerce.qrcode.create', {
      timestamp: await businessTimeMs(operations),
      notify_url: receiver.url,
      biz_type: 'OVERSEASHOPQRCODE',
      biz_data: {
        ...shop,
        // A new desk for every run, because a shop that has a code would get the same code again.
        store_id: `desk-${run}`,
        store_name: 'Demo Tea House, desk',
        trans_currency: 'HKD',
        currency: 'HKD',
        country_code: 'HK',
        channel_fee: { type: 'FIXED', value: '0.50' },
        passback_parameters: JSON.parse(passback),
      },
    });
  }
};

const passback = '{"desk":"front","shift":"morning"}';

async function setStatus(
  { operations, caller }: Stage,
  title: string,
  qrcode: string,
  status: 'STOP' | 'RESTART' | 'DELETE',
) {
  return callGateway(caller, title, 'alipay.commerce.qrcode.modifyStatus', {
    timestamp: await businessTimeMs(operations),
    biz_type: 'OVERSEASHOPQRCODE',
    qrcode,
    status,
  });
}
