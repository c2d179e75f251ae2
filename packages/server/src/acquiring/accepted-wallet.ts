import type { Partner } from '#partner';
import type { Wallet } from '#wallet';

/**
 * Whether the contract accepts payments from the wallet (16 §4). A standard partner sees the CNY
 * amount of each payment in replies and files, so an old mainland wallet in HKD, from before
 * exchange rates were supported, cannot pay there.
 */
export const isAccepted = (
  { accepts, contract }: Pick<Partner, 'accepts' | 'contract'>,
  { inst, balance }: Pick<Wallet, 'inst' | 'balance'>,
): boolean => accepts.includes(inst) && (contract === 'hk' || balance.currency === 'CNY');
