import { unfit } from '../fields.ts';
import { oneOf } from '../kinds/index.ts';
import { declareService } from '../service.ts';
import { codeErrors, codeReply, codeRequest, codeValue } from './merchant-code-shared.ts';

/** Stops a shop's code, restarts it, or deletes it for ever (10 §8). */
export const changeMerchantCodeStatus = declareService({
  name: 'alipay.commerce.qrcode.modifyStatus',
  documents: ['hkapi/modify_status', 'global/qrcode_modify_status'],
  node: 'qrcodeinfo',
  failureWord: 'FAIL',
  errorPlace: 'envelope',
  faultCode: 'INVALID_PARAMETER',
  requestFields: {
    ...codeRequest,
    ...codeValue,
    status: {
      is: oneOf(['STOP', 'RESTART', 'DELETE'], unfit('not a status')),
      presence: 'required',
      example: 'STOP',
    },
  },
  replyFields: codeReply,
  errors: codeErrors,
});
