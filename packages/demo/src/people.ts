/** The people of the demo world. Names only; keys are generated when they are created. */
import type { Currency, PaymentInst } from '@sampan/primitives';
import type { Contract } from '@sampan/protocol';

export interface DemoPartner {
  readonly id: string;
  readonly name: string;
  readonly contract: Contract;
  readonly currency: Currency;
}

/** One of each contract. The standard one settles in a currency whose rate every sandbox has. */
export const demoPartners = {
  hongKong: {
    id: '2088100000000016',
    name: 'Demo Tea House',
    contract: 'hk',
    currency: 'HKD',
  },
  standard: {
    id: '2088100000000024',
    name: 'Demo Surf Shop',
    contract: 'global',
    currency: 'AUD',
  },
} as const satisfies Record<string, DemoPartner>;

export interface DemoBuyer {
  readonly inst: PaymentInst;
  /** The currency of such a wallet. */
  readonly currency: Currency;
  /**
   * The wallet's phone number. If the wallet under the first one has another currency, the next is
   * used: mainland wallets had HKD before exchange rates were supported.
   */
  readonly phones: readonly string[];
}

export const demoBuyers: readonly DemoBuyer[] = [
  { inst: 'ALIPAYHK', currency: 'HKD', phones: ['852-90000001'] },
  { inst: 'ALIPAYCN', currency: 'CNY', phones: ['13900000001', '13900000002'] },
];

/** In the wallet's currency. */
export const demoBalance = '10000.00';

/** The PIN of the demo's buyers; not a secret in a sandbox. */
export const demoPin = '246810';

/** A person of the demo partner's staff, who signs in to the portal. */
export interface DemoMember {
  readonly login: string;
  readonly name: string;
  readonly role: 'owner' | 'finance' | 'developer' | 'supervisor';
  readonly password: string;
}

/** One of each role. A sandbox shows these passwords. */
export const demoStaff: readonly DemoMember[] = [
  { login: 'olive@demo.example', name: 'Olive Au', role: 'owner', password: 'jasmine-kettle-46' },
  { login: 'felix@demo.example', name: 'Felix Ip', role: 'finance', password: 'oolong-ledger-46' },
  { login: 'dora@demo.example', name: 'Dora Ko', role: 'developer', password: 'sencha-parser-46' },
  { login: 'sam@demo.example', name: 'Sam Yu', role: 'supervisor', password: 'matcha-counter-46' },
];
