import { text } from '../kinds/index.ts';
import { declareService } from '../service.ts';
import { codeErrors, codeReply, codeRequest, codeTerms } from './merchant-code-shared.ts';

/** Creates a shop's code (10): a static one, for which every buyer types the amount. */
export const createMerchantCode = declareService({
  name: 'alipay.commerce.qrcode.create',
  documents: ['hkapi/qrcode_create', 'global/qrcode_create'],
  node: 'qrcodeinfo',
  failureWord: 'FAIL',
  errorPlace: 'envelope',
  faultCode: 'INVALID_PARAMETER',
  requestFields: { ...codeRequest, ...codeTerms },
  replyFields: {
    ...codeReply,
    qrcode_img_url: {
      is: text(512),
      presence: 'optional',
      example: 'https://pay.example/qr/k3v9m2x7/L.png',
    },
  },
  errors: codeErrors,
});
