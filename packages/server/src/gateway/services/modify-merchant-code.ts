import { modifyMerchantCode } from '@sampan/protocol';
import { orderCodeUrl, readCode } from '#codes';
import { definedOf } from '../defined-of.ts';
import { handle } from '../handler.ts';
import { merchantCodeRefusals, termsOf } from '../merchant-code.ts';

/** Changes the data of a shop's code (10 §7). */
export const modifyMerchantCodeHandler = handle(modifyMerchantCode, {
  async carryOut(request, caller, { acquiring, publicUrl }) {
    const { notify_charset: charset, notify_sign_type: signType } = request.biz_data;
    const outcome = await acquiring.modifyMerchantCode({
      partnerId: caller.partner.id,
      code: readCode(request.qrcode) ?? '',
      terms: termsOf(request, caller),
      notifyStyle: definedOf({ charset, signType }),
    });
    if (outcome.outcome === 'refused') {
      return { refusal: merchantCodeRefusals[outcome.refusal], why: outcome.refusal };
    }
    return { qrcode: orderCodeUrl(publicUrl, outcome.code.code) };
  },

  open: () => ({ refusal: 'SYSTEM_ERROR' }),
});
