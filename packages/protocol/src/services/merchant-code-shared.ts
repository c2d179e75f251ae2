import { type Fields, unfit } from '../fields.ts';
import { oneOf, text, timestamp, webAddress } from '../kinds/index.ts';
import { bizData } from './biz-data.ts';

/** Shared by the three services of merchant codes (10 §3). */
export const codeRequest = {
  timestamp: { is: timestamp, presence: 'optional', example: '2023-12-12 01:01:01' },
  biz_type: {
    is: oneOf(['OVERSEASHOPQRCODE'], unfit('not the product')),
    presence: 'required',
    example: 'OVERSEASHOPQRCODE',
  },
} as const satisfies Fields;

/** The data of a code. */
export const codeTerms = {
  notify_url: {
    is: webAddress(200),
    presence: 'optional',
    example: 'https://merchant.example/notify',
  },
  biz_data: { is: bizData, presence: 'required' },
} as const satisfies Fields;

/** The addressed code. */
export const codeValue = {
  qrcode: {
    is: text(512),
    presence: 'required',
    example: 'https://pay.example/q/k3v9m2x7',
    aliases: ['qr_code'],
  },
} as const satisfies Fields;

/** The value of the code, equal in all replies. */
export const codeReply = {
  qrcode: {
    is: text(512),
    presence: 'required',
    example: 'https://pay.example/q/k3v9m2x7',
  },
} as const satisfies Fields;

export const codeErrors = ['SYSTEM_ERROR', 'INVALID_PARAMETER', 'SELLER_BEEN_BLOCKED'] as const;
