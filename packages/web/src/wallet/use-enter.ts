import type { BuyerWalletView } from '@sampan/api';
import { useQueryClient } from '@tanstack/react-query';
import { ask } from './api/client.ts';
import { brand } from './brand.ts';
import { remembered } from './remembered.ts';

/** Takes a wallet that the server has let in. A wallet of the other brand is signed out again. */
export function useEnter(
  onSignedIn: () => void,
): (wallet: BuyerWalletView, typed?: string) => Promise<'in' | 'other-brand'> {
  const queries = useQueryClient();
  return async (wallet, typed) => {
    if (wallet.inst !== brand.inst) {
      await ask('POST /sign-out');
      return 'other-brand';
    }
    if (typed !== undefined) remembered.keepPhone(typed);
    remembered.keepWallet(wallet);
    queries.setQueryData(['me'], wallet);
    onSignedIn();
    return 'in';
  };
}
