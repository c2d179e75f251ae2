/** Rules about single requests that the sandbox has let pass (13 §5, §7; 01 §2, §5, §9). */
import { decimalsOf, instant, isCurrency, minutes } from '@sampan/primitives';
import { isFresh, timestamp } from '@sampan/protocol';
import { each, type Rule } from './kinds.ts';
import { amounts, type Seen } from './seen.ts';

/** It was let in, so its partner has sent it. */
const isAdmitted = ({ kind, level, does }: Seen): boolean =>
  kind === 'request' && level !== 'gateway' && does !== 'other';

const opens = (seen: Seen): boolean =>
  isAdmitted(seen) && (seen.does === 'pay' || seen.does === 'precreate');

const shop: Rule = {
  id: 'shop-data-missing',
  severity: 'medium',
  title: 'A sale does not name its shop',
  why: 'The real gateway refuses such payments as risky, and acceptance case SPOT-001 fails.',
  todo: 'Send secondary_merchant_id and store_id in extend_info (payment) or extend_params (pre-order).',
  documents: ['hkapi/spot_pay', 'hkapi/precreate', 'globalbarcode/ivalidate'],
  judge: ({ seen }) =>
    each(
      seen,
      (one) => opens(one) && one.namesShop !== undefined,
      (one) =>
        one.namesShop
          ? undefined
          : { by: [one], found: 'without secondary_merchant_id and store_id' },
    ),
};

const amountText: Rule = {
  id: 'amount-as-number',
  severity: 'medium',
  title: 'Amounts look like printed floating-point numbers',
  why: '0.1 + 0.2 is printed as 0.30000000000000004, which is refused; other sums are a cent off.',
  todo: 'Calculate in minor units, and write amounts as text with all decimals of the currency.',
  documents: ['hkapi/spot_pay', 'hkapi/spot_refund'],
  judge: ({ seen }) =>
    each(
      seen,
      (one) => one.kind === 'request' && amounts.some((name) => one.given.has(name)),
      (one) => {
        const name = amounts.find((each) => isPrintedNumber(one, each));
        if (!name) return undefined;
        return { by: [one], found: `${name} "${one.given.get(name)}"` };
      },
    ),
};

function isPrintedNumber({ given }: Seen, name: string): boolean {
  const text = given.get(name) ?? '';
  const currency = given.get('trans_currency') ?? given.get('currency') ?? '';
  const decimals = isCurrency(currency) ? decimalsOf(currency) : 2;
  const [, fraction] = /^[0-9]+\.([0-9]+)$/.exec(text) ?? [];
  if (fraction === undefined) return /^[0-9.]+e[+-]?[0-9]+$/i.test(text);
  return fraction.length > decimals || (decimals === 2 && fraction.length === 1);
}

const validFor = minutes(30);

const time: Rule = {
  id: 'timestamp-off',
  severity: 'medium',
  title: 'The timestamp of requests is not the time',
  why: 'The real gateway refuses requests whose timestamp is more than 30 minutes off; the sandbox lets them pass.',
  todo: 'Send the time of sending in GMT+8, and keep the clock of the machine right. sampan partner set ID --request-expiry on refuses them here too.',
  documents: ['hkapi/precreate', 'hkapi/cancel'],
  judge: ({ seen, clockMovedMs }) =>
    each(
      seen,
      (one) => isAdmitted(one) && one.given.has('timestamp'),
      (one) => {
        const text = one.given.get('timestamp') ?? '';
        const read = timestamp.read(text, { contract: 'hk', textOf: () => undefined });
        if (!read.ok || isNear(read.value, one, clockMovedMs)) return undefined;
        return { by: [one], found: `timestamp "${text}"` };
      },
    ),
};

/** The program’s clock may be the machine’s, or the sandbox’s at any time since it was moved. */
function isNear(sent: Parameters<typeof isFresh>[0], { at }: Seen, clockMovedMs: number): boolean {
  const half = Math.ceil(clockMovedMs / 2);
  return isFresh(sent, instant(at - half), half + validFor);
}

const charset: Rule = {
  id: 'charset-not-in-url',
  severity: 'medium',
  title: 'The charset is not in the URL',
  why: 'The gateway must know it before it reads the body: without it the body is read and the reply written as GBK.',
  todo: 'Call gateway.do?_input_charset=UTF-8, and sign the parameter like all others.',
  documents: ['global/spot_pay', 'hkapi/cancel'],
  judge: ({ seen }) =>
    each(seen, isAdmitted, (one) => {
      if (one.charsetIn === 'url') return undefined;
      const where = one.charsetIn === 'body' ? 'only in the body' : 'nowhere';
      return { by: [one], found: `_input_charset is ${where}` };
    }),
};

const weakKey: Rule = {
  id: 'signature-weak',
  severity: 'low',
  title: 'Requests are signed with SHA-1 or with a short key',
  why: 'Both can be forged with effort, and are being switched off.',
  todo: 'Use sign_type RSA2 with a key of 2048 bits.',
  documents: ['gr/globalgs'],
  judge: ({ seen, partner: { rsaBits = 2_048 } }) =>
    each(
      seen,
      (one) => isAdmitted(one) && /^RSA2?$/i.test(one.given.get('sign_type') ?? ''),
      (one) => {
        const type = one.given.get('sign_type') ?? '';
        const faults = [
          ...(type.toUpperCase() === 'RSA' ? ['sign_type RSA is SHA-1'] : []),
          ...(rsaBits < 2_048 ? [`the key has ${rsaBits} bits`] : []),
        ];
        return faults.length === 0 ? undefined : { by: [one], found: faults.join(', ') };
      },
    ),
};

const life: Rule = {
  id: 'code-life-unlimited',
  severity: 'low',
  title: 'A pre-order does not limit how long its code can be paid',
  why: 'A photograph of the code pays for two hours, also when the till and its cancel have failed.',
  todo: 'Send it_b_pay or qr_code_it_b_pay with little more than the till’s own time limit, e.g. 2m.',
  documents: ['hkapi/precreate', 'transaction_qr_code_hk/practice'],
  judge: ({ seen }) =>
    each(
      seen,
      (one) => isAdmitted(one) && one.does === 'precreate',
      (one) =>
        one.given.has('it_b_pay') || one.given.has('qr_code_it_b_pay')
          ? undefined
          : { by: [one], found: 'without it_b_pay and qr_code_it_b_pay' },
    ),
};

const address: Rule = {
  id: 'notify-url-missing',
  severity: 'medium',
  title: 'Payments by code send no notification',
  why: 'Of a payment by a shop’s code the partner learns in no other way; of a pre-order only by asking.',
  todo: 'Send notify_url, or have an address stored for the partner (sampan partner set ID --notify-url).',
  documents: ['hkapi/precreate', 'hkapi/qrcode_create'],
  judge: ({ seen, partner }) =>
    each(
      seen,
      (one) => isAdmitted(one) && (one.does === 'precreate' || one.does === 'create-code'),
      (one) =>
        partner.hasNotifyUrl || one.given.has('notify_url')
          ? undefined
          : { by: [one], found: 'without notify_url' },
    ),
};

export const requestRules: readonly Rule[] = [
  shop,
  amountText,
  time,
  charset,
  address,
  life,
  weakKey,
];
