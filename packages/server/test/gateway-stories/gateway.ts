import { payment, query } from '../gateway-asked.ts';
import type { Asked } from '../gateway-world.ts';
import type { Chapter, Story } from './story.ts';

const refused = (
  minute: number,
  error: string,
  about: string,
  asked: Asked,
  more: Partial<Story> = {},
): Story => ({
  name: error.toLowerCase().replaceAll('_', '-'),
  about,
  after: '01 §10',
  at: `2026-11-22 10:${String(minute).padStart(2, '0')}`,
  asked,
  ...more,
});

/** What is refused before any business, in the order of the checks. */
export const gatewayChapter: Chapter = {
  service: 'gateway',
  stories: [
    refused(
      1,
      'ILLEGAL_CHARSET',
      'A charset that is none of ours.',
      query('x', { _input_charset: 'BIG5' }),
    ),
    refused(
      2,
      'ILLEGAL_SERVICE',
      'No such service.',
      query('x', { service: 'alipay.acquire.nothing' }),
    ),
    refused(3, 'ILLEGAL_PARTNER', 'No such partner.', query('x', { partner: '2088999999999999' })),
    refused(4, 'ILLEGAL_PARTNER_EXTERFACE', 'The contract does not name the service.', query('x'), {
      by: 'few',
    }),
    refused(
      5,
      'ILLEGAL_SIGN_TYPE',
      'DSA is of old documents only.',
      query('x', { sign: '0', sign_type: 'DSA' }),
    ),
    refused(
      6,
      'ILLEGAL_SECURITY_PROFILE',
      'RSA2 without a public key of the partner.',
      query('x'),
      {
        by: 'md5Only',
        sending: { signType: 'RSA2' },
      },
    ),
    refused(
      7,
      'ILLEGAL_SIGN',
      'A signature with another key.',
      query('x', { sign: '0'.repeat(32), sign_type: 'MD5' }),
    ),
    refused(
      8,
      'ILLEGAL_ARGUMENT',
      'An amount with three decimals.',
      payment('2088000000000001', '290000000000000000', { trans_amount: '100.999' }),
    ),
  ],
};

const verify = (name: string, about: string, asked: Asked, minute: number): Story => ({
  name,
  about,
  after: '01 §11',
  at: `2026-11-22 10:0${minute}`,
  asked: { service: 'notify_verify', ...asked },
  sending: { method: 'GET', charsetIn: 'nowhere' },
});

export const notifyVerifyChapter: Chapter = {
  service: 'notify_verify',
  stories: [
    verify(
      'false',
      'An id that was not sent lately.',
      { notify_id: 'ac05099524730693a8b330c5ecf72da978' },
      1,
    ),
    verify('invalid', 'No id.', {}, 2),
  ],
};
