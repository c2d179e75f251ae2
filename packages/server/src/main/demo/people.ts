/** Who the demo world's people are. Names only: keys are drawn when they are made. */
import type { PaymentInst } from '@sampan/primitives';

export const demoPartner = { id: '2088100000000016', name: 'Demo Tea House' } as const;

export const demoBuyers: readonly {
  readonly inst: PaymentInst;
  /** By which the wallet is found again. */
  readonly phone: string;
}[] = [
  { inst: 'ALIPAYHK', phone: '852-90000001' },
  { inst: 'ALIPAYCN', phone: '13900000001' },
];

export const demoBalance = '10000.00';

/** With which the demo's buyers sign in; in a sandbox nobody is kept out by it. */
export const demoPin = '246810';
