import {
  formatAmount,
  isCurrency,
  type Money,
  ok,
  parseAmount,
  parseRate,
  problem,
  type Rate,
  type Result,
  rateText,
} from '@sampan/primitives';
import { type Fault, type Fields, malformed, type Surroundings } from '../fields.ts';
import { type JsonKind, jsonObject } from './json.ts';
import { oneOf, text } from './text.ts';

/** What a merchant adds to the amount typed by a buyer (10 §5). */
export type ChannelFeeTerms =
  | { readonly type: 'FIXED'; readonly amount: Money }
  | { readonly type: 'RATE'; readonly share: Rate };

/** Members of `channel_fee`. */
export const channelFeeMembers = {
  type: { is: oneOf(['FIXED', 'RATE']), presence: 'required', example: 'RATE' },
  value: { is: text(20), presence: 'required', example: '0.01' },
} as const satisfies Fields;

const shape = jsonObject(200, channelFeeMembers);

/**
 * `channel_fee`: an amount in the settlement currency of the same object, or a share of 0 … 0.05.
 * Both may be 0. The limit of 5 % on a fixed amount is checked for each payment.
 */
export const channelFee: JsonKind<ChannelFeeTerms> = {
  type: 'JSON',
  members: channelFeeMembers,
  read: (source, around) => {
    const read = shape.read(source, around);
    return read.ok ? termsOf(read.value, around) : read;
  },
  write: (fee) => shape.write(written(fee)),
  json: {
    read: (value, around) => {
      const read = shape.json.read(value, around);
      return read.ok ? termsOf(read.value, around) : read;
    },
    write: (fee) => shape.json.write(written(fee)),
  },
};

interface Written {
  readonly type: 'FIXED' | 'RATE';
  readonly value: string;
}

function termsOf(
  { type, value }: Written,
  { textOf }: Surroundings,
): Result<ChannelFeeTerms, Fault> {
  if (type === 'FIXED') {
    const named = textOf('currency') ?? '';
    // An invalid currency is reported by its own field; only the form is checked here.
    const amount = parseAmount(value, isCurrency(named) ? named : 'USD');
    return amount ? ok({ type, amount }) : problem(malformed('not an amount of its currency'));
  }
  const share = parseRate(value);
  if (!share) return problem(malformed('not a share'));
  const atMost = 20n * share.numerator <= 10n ** BigInt(share.scale);
  return atMost ? ok({ type, share }) : problem(malformed('more than 0.05'));
}

const written = (fee: ChannelFeeTerms): Written => ({
  type: fee.type,
  value: fee.type === 'FIXED' ? formatAmount(fee.amount) : rateText(fee.share),
});
