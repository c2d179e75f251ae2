import { declareService } from '../service.ts';
import {
  codeErrors,
  codeReply,
  codeRequest,
  codeTerms,
  codeValue,
} from './merchant-code-shared.ts';

/** Changes the data of a shop's code (10 §7); the printed value stays. */
export const modifyMerchantCode = declareService({
  name: 'alipay.commerce.qrcode.modify',
  documents: ['hkapi/qrcode_modify', 'global/qrcode_modify'],
  node: 'qrcodeinfo',
  failureWord: 'FAIL',
  errorPlace: 'envelope',
  faultCode: 'INVALID_PARAMETER',
  requestFields: { ...codeRequest, ...codeValue, ...codeTerms },
  replyFields: codeReply,
  errors: codeErrors,
});
