/** Who the demo world's people are. Names only: keys are drawn when they are made. */
import type { Currency, PaymentInst } from '@sampan/primitives';
import type { Contract } from '@sampan/protocol';

export interface DemoPartner {
  readonly id: string;
  readonly name: string;
  readonly contract: Contract;
  readonly currency: Currency;
}

/** One of each contract. The standard one is settled in a currency whose rate every sandbox has. */
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
  /** In which such a wallet keeps its money. */
  readonly currency: Currency;
  /**
   * By which the wallet is found again. The next one is taken when the wallet of the one before keeps
   * another currency: mainland wallets kept HKD before there were exchange rates.
   */
  readonly phones: readonly string[];
}

export const demoBuyers: readonly DemoBuyer[] = [
  { inst: 'ALIPAYHK', currency: 'HKD', phones: ['852-90000001'] },
  { inst: 'ALIPAYCN', currency: 'CNY', phones: ['13900000001', '13900000002'] },
];

/** In the currency of the wallet. */
export const demoBalance = '10000.00';

/** With which the demo's buyers sign in; in a sandbox nobody is kept out by it. */
export const demoPin = '246810';
