import type { Fields } from '../fields.ts';
import { oneOf, text } from '../kinds/index.ts';

/** The partner of all examples. */
export const examplePartner = '2088102012343978';

/** Parameters that every request has. They are read by the gateway before it knows the service. */
export const commonParameters = {
  service: { is: text(64), presence: 'required', example: 'alipay.acquire.overseas.spot.pay' },
  partner: { is: text(16), presence: 'required', example: examplePartner },
  _input_charset: {
    is: oneOf(['UTF-8', 'GBK', 'GB2312']),
    presence: 'optional',
    example: 'UTF-8',
  },
  sign_type: { is: oneOf(['MD5', 'RSA', 'RSA2']), presence: 'required', example: 'MD5' },
  sign: { is: text(1_024), presence: 'required' },
} as const satisfies Fields;

/** Elements of every XML reply. */
export const replyEnvelope = {
  is_success: { is: oneOf(['T', 'F']), presence: 'required', example: 'T' },
  error: { is: text(48), presence: 'optional', example: 'ILLEGAL_SIGN' },
  request: { is: { ...text(0), type: 'param[]' }, presence: 'optional' },
  response: { is: { ...text(0), type: 'XML' }, presence: 'optional' },
  sign: { is: text(1_024), presence: 'optional' },
  sign_type: { is: oneOf(['MD5', 'RSA', 'RSA2']), presence: 'optional', example: 'MD5' },
} as const satisfies Fields;
