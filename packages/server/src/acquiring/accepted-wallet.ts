import type { Partner } from '#partner';
import type { Wallet } from '#wallet';

/**
 * Whether the contract takes payments from the wallet (16 §4). A standard partner is told the CNY of
 * each payment, in replies and in files, so a mainland wallet from before there were rates, which
 * keeps HKD, cannot pay there.
 */
export const isAccepted = (
  { accepts, contract }: Pick<Partner, 'accepts' | 'contract'>,
  { inst, balance }: Pick<Wallet, 'inst' | 'balance'>,
): boolean => accepts.includes(inst) && (contract === 'hk' || balance.currency === 'CNY');
