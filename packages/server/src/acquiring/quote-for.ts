import { isZero, type Money } from '@sampan/primitives';
import { type Quote, quote } from '#fx';
import type { Partner } from '#partner';
import type { Wallet } from '#wallet';
import type { Book } from './book.ts';

/**
 * Charge and settlement of `price` for the wallet and the partner at current rates; undefined when
 * a rate is missing.
 */
export const quoteFor = (
  { rates }: Pick<Book, 'rates'>,
  partner: Partner,
  wallet: Pick<Wallet, 'balance'>,
  price: Money,
): Quote | undefined =>
  quote(price, { buyer: wallet.balance.currency, settlement: partner.currency }, rates);

/** A price that rounds to zero on one side cannot be paid (17). */
export const isTooSmall = ({ charge, settlement }: Quote): boolean =>
  isZero(charge) || isZero(settlement);
