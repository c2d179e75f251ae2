import { exceeds, type Instant } from '@sampan/primitives';
import type { Quote } from '#fx';
import { exceededReceipts, type Partner, type Receipts, receiptRefusals } from '#partner';
import { exceededLimit, limitRefusals, type Wallet } from '#wallet';
import { isAccepted } from './accepted-wallet.ts';
import { isTooSmall } from './quote-for.ts';

const partyRefusals = ['partner-suspended', 'wallet-frozen', 'wallet-kind-not-accepted'] as const;
const amountRefusals = [...receiptRefusals, ...limitRefusals, 'balance-not-enough'] as const;

/**
 * Why a wallet may not pay a partner, in order of precedence: the partner, the wallet's status, its
 * kind, the amounts, limits, balance (17).
 */
export const refusalsToPay = [
  ...partyRefusals,
  'currency-not-supported',
  'amount-too-small',
  ...amountRefusals,
] as const;
export type RefusalToPay = (typeof refusalsToPay)[number];

/** The same for a trade with an existing quote. */
export const refusalsToCharge = [...partyRefusals, ...amountRefusals] as const;
export type RefusalToCharge = (typeof refusalsToCharge)[number];

export interface Parties {
  readonly partner: Partner;
  /** For a partner with a day or month limit. */
  readonly receipts: Receipts | undefined;
  readonly wallet: Wallet;
}

/** The first reason to refuse a payment; `quote` is undefined when a rate is missing. */
export function refusalToPay(
  parties: Parties,
  quote: Quote | undefined,
  now: Instant,
): RefusalToPay | undefined {
  const refusal = partyRefusal(parties);
  if (refusal) return refusal;
  if (!quote) return 'currency-not-supported';
  if (isTooSmall(quote)) return 'amount-too-small';
  return amountRefusal(parties, quote, now);
}

/** The first reason to refuse the payment of a waiting trade. */
export const refusalToCharge = (
  parties: Parties,
  quote: Quote,
  now: Instant,
): RefusalToCharge | undefined => partyRefusal(parties) ?? amountRefusal(parties, quote, now);

function partyRefusal({ partner, wallet }: Parties): (typeof partyRefusals)[number] | undefined {
  if (partner.status === 'suspended') return 'partner-suspended';
  if (wallet.status === 'frozen') return 'wallet-frozen';
  return isAccepted(partner, wallet) ? undefined : 'wallet-kind-not-accepted';
}

function amountRefusal(
  { partner, receipts, wallet }: Parties,
  { charge, settlement }: Quote,
  now: Instant,
): (typeof amountRefusals)[number] | undefined {
  const limit =
    exceededReceipts(partner, receipts, settlement, now) ?? exceededLimit(wallet, charge, now);
  return limit ?? (exceeds(charge, wallet.balance) ? 'balance-not-enough' : undefined);
}
