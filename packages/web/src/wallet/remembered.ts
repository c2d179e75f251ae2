/** What a phone remembers between visits. No token, no code, no PIN: those never reach a script. */
import type { BuyerWalletView } from '@sampan/api';
import { type Language, languageFor, machine } from '../shared/index.ts';
import { brand } from './brand.ts';

export type Theme = 'system' | 'light' | 'dark';

/** The balance as it was last seen, shown with its time while the server is asked. */
export interface KnownWallet {
  readonly wallet: BuyerWalletView;
  readonly at: number;
}

const nameOf = (what: string): string => `sampan-${brand.id}-${what}`;

function read(what: string): string | undefined {
  try {
    return localStorage.getItem(nameOf(what)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** A browser may refuse to store anything; then nothing is remembered. */
function write(what: string, text: string | undefined): void {
  try {
    if (text === undefined) localStorage.removeItem(nameOf(what));
    else localStorage.setItem(nameOf(what), text);
  } catch {
    // Nothing depends on it.
  }
}

export const remembered = {
  language: (): Language => languageFor([read('language') ?? '', ...navigator.languages]),
  keepLanguage: (language: Language) => write('language', language),
  theme: (): Theme => {
    const theme = read('theme');
    return theme === 'light' || theme === 'dark' ? theme : 'system';
  },
  keepTheme: (theme: Theme) => write('theme', theme === 'system' ? undefined : theme),
  /** The number that signed in last, as it was typed. */
  phone: (): string => read('phone') ?? '',
  keepPhone: (phone: string | undefined) => write('phone', phone),
  isBalanceHidden: (): boolean => read('balance') === 'hidden',
  keepBalanceHidden: (hidden: boolean) => write('balance', hidden ? 'hidden' : undefined),
  /** Whether this device was let in by a passkey, or has made one. */
  hasPasskey: (): boolean => read('passkey') === 'yes',
  keepHasPasskey: (has: boolean) => write('passkey', has ? 'yes' : undefined),
  hintSeen: (): boolean => read('hint') === 'seen',
  keepHintSeen: () => write('hint', 'seen'),
  wallet: (): KnownWallet | undefined => {
    try {
      return JSON.parse(read('wallet') ?? 'null') ?? undefined;
    } catch {
      return undefined;
    }
  },
  keepWallet: (wallet: BuyerWalletView | undefined) =>
    write('wallet', wallet && JSON.stringify({ wallet, at: machine.now() })),
};
