/**
 * A till that takes one sale and is killed at one of its store writes. Arguments, as JSON: the
 * partner's options, the store's kind and file, the sale, the payment code or undefined for an order
 * code, the number of the write, and whether it is durable by then.
 */
import { createPartner, type PartnerOptions, type SaleTerms } from '@sampan/sdk';
import { openStore, type StoreKind } from '../test-kit/open-store.ts';

interface Orders {
  readonly options: PartnerOptions;
  readonly storeKind: StoreKind;
  readonly path: string;
  readonly terms: SaleTerms;
  readonly code?: string;
  readonly dieAtWrite: number;
  readonly isDurable: boolean;
}

const orders: Orders = JSON.parse(process.argv[2] ?? '');
const kept = await openStore(orders.storeKind, orders.path);
let writes = 0;
const store: typeof kept = {
  ...kept,
  async write(...given) {
    writes += 1;
    const isLast = writes === orders.dieAtWrite;
    if (isLast && !orders.isDurable) process.kill(process.pid, 'SIGKILL');
    await kept.write(...given);
    if (isLast) process.kill(process.pid, 'SIGKILL');
  },
};
const partner = createPartner({ ...orders.options, store });
const outcome =
  orders.code === undefined
    ? await partner.charge({ ...orders.terms, show: () => undefined })
    : await partner.collect(orders.terms, orders.code);
process.stdout.write(`${outcome.outcome}\n`);
await kept.close();
partner.close();
