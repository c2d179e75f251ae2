import type { BillView, BuyerWalletView } from '@sampan/api';
import { createContext, useContext } from 'react';
import type { CodeShelf, ShelfView } from './api/code-shelf.ts';

/** What every page of a signed-in wallet knows. */
export interface WalletState {
  readonly me: BuyerWalletView;
  /** Set while the server cannot be asked: when the balance was last known, in the device's time. */
  readonly asOf: number | undefined;
  /** The live stream is open. */
  readonly isOnline: boolean;
  readonly shelf: CodeShelf;
  readonly codes: ShelfView;
  readonly prompts: readonly BillView[];
  /** Opens the sheet of a prompt that was put aside. */
  readonly openPrompt: (tradeId: string) => void;
}

export const WalletContext = createContext<WalletState | undefined>(undefined);

export function useWallet(): WalletState {
  const state = useContext(WalletContext);
  if (!state) throw new Error('only pages of a signed-in wallet use it');
  return state;
}
