import { createMerchantCode } from '@sampan/protocol';
import { orderCodeUrl, pictureUrls } from '#codes';
import { newCodeToken } from '../code-token.ts';
import { handle } from '../handler.ts';
import { merchantCodeRefusals, termsOf } from '../merchant-code.ts';

/** Creates a shop's code, or returns the existing one (10 §6). */
export const createMerchantCodeHandler = handle(createMerchantCode, {
  async carryOut(request, caller, { acquiring, random, publicUrl }) {
    const outcome = await acquiring.createMerchantCode({
      partnerId: caller.partner.id,
      terms: termsOf(request, caller),
      code: newCodeToken(random),
    });
    if (outcome.outcome === 'refused') {
      return { refusal: merchantCodeRefusals[outcome.refusal], why: outcome.refusal };
    }
    const { code } = outcome.code;
    return {
      qrcode: orderCodeUrl(publicUrl, code),
      // The large picture, because it is printed.
      qrcode_img_url: pictureUrls(publicUrl, code).large,
    };
  },

  open: () => ({ refusal: 'SYSTEM_ERROR' }),
});
