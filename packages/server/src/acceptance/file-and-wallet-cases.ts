/** The acceptance cases of files and of both wallets: REC-1, HK-1 and HK-2 (13 §6.1). */
import { parseFileName } from '@sampan/protocol';
import { type AcceptanceCase, begun, eachOrder, failed, passed, type Try } from './case.ts';
import { codeOf, type PartnerHistory } from './histories.ts';
import { type Seen, succeeded } from './seen.ts';

const product = 'files and wallets';

const fileKinds = ['transaction', 'settlement'] as const;

const bothFiles: AcceptanceCase = {
  id: 'REC-1',
  name: 'both files are fetched',
  product,
  how: 'Fetch a transaction file and a settlement file over SFTP (sampan partner sftp ID sets the log-in), and compare them with your orders: sampan reconcile.',
  tries({ all }) {
    const fetched = all.filter(({ kind }) => kind === 'download');
    if (fetched.length === 0) return [];
    const whole = fileKinds.map((kind) =>
      fetched.findLast((each) => each.result === 'success' && kindOf(each) === kind),
    );
    const seen = whole.filter((each) => each !== undefined);
    if (seen.length === fileKinds.length) return [passed(seen)];
    const last = fetched.at(-1);
    if (last?.result === 'failed') {
      const reason = `${last.file} was not read to its end: ${last.reason}`;
      return [failed(reason, [last], 'Read the file until its end, then close it.')];
    }
    const missing = fileKinds.filter((_, index) => whole[index] === undefined);
    const next = `Fetch a ${missing.join(' file and a ')} file; files are made at 09:00 in GMT+8.`;
    return [begun(fetched.slice(-1), next)];
  },
};

const kindOf = ({ file = '' }: Seen) => parseFileName(file)?.kind;

const wallets = ['ALIPAYHK', 'ALIPAYCN'] as const;

const instOf = ({ replied }: Seen): string | undefined => replied.get('payment_inst');

const bothWallets: AcceptanceCase = {
  id: 'HK-1',
  name: 'payers of both wallets',
  product,
  contract: 'hk',
  how: 'Take a payment from an ALIPAYHK and one from an ALIPAYCN wallet, and ask about both with QUERY.',
  tries(partner) {
    const paid = paidOrders(partner);
    if (paid.length === 0) return [];
    const found = wallets.map((inst) => {
      const own = paid.filter(({ pay }) => instOf(pay) === inst);
      return own.find(isRight) ?? own.at(-1);
    });
    const seen = found.flatMap((each) =>
      [each?.pay, each?.query].filter((one) => one !== undefined),
    );
    const missing = wallets.flatMap((inst, index) => missingOf(inst, found[index]));
    if (missing.length === 0) return [passed(seen)];
    const wrong = found.find((each) => each?.query && !isRight(each));
    if (!wrong?.query) return [begun(seen, `${missing.join('. ')}.`)];
    const reason = `QUERY says ${instOf(wrong.query)} of a payment by ${instOf(wrong.pay)}`;
    return [failed(reason, [wrong.pay, wrong.query], 'Ask again; a scenario may have changed it.')];
  },
};

interface PaidOrder {
  readonly pay: Seen;
  readonly query: Seen | undefined;
}

/** Payments that name their wallet, each with the newest query that does. */
const paidOrders = ({ orders }: PartnerHistory): readonly PaidOrder[] =>
  orders.flatMap(({ pays, queries }) => {
    const pay = pays.find((each) => succeeded(each) && instOf(each));
    return pay ? [{ pay, query: queries.findLast(instOf) }] : [];
  });

/** Payment and query name the same wallet. */
const isRight = ({ pay, query }: PaidOrder): boolean =>
  query !== undefined && instOf(query) === instOf(pay);

function missingOf(inst: string, order: PaidOrder | undefined): readonly string[] {
  if (!order) return [`Take a payment from an ${inst} wallet, and ask about it with QUERY`];
  return isRight(order) ? [] : [`Ask about order ${order.pay.orderId} with QUERY`];
}

const otherWallet: AcceptanceCase = {
  id: 'HK-2',
  name: 'a wallet that is not accepted',
  product,
  contract: 'global',
  how: 'Take a payment by the code of an ALIPAYHK wallet: it is refused with NOT_SUPPORT_PAYMENT_INST.',
  tries: eachOrder(({ pays }, { paysOfCode }): Try | undefined => {
    const refused = pays.find(({ code }) => code === 'NOT_SUPPORT_PAYMENT_INST');
    if (!refused) return undefined;
    const all = paysOfCode.get(codeOf(refused) ?? '') ?? [];
    if (all.length === 1) return passed([refused]);
    const reason = `the code that was refused was sent ${all.length} times`;
    return failed(reason, all, 'Ask the buyer for another wallet: the same code is refused again.');
  }),
};

export const fileAndWalletCases = [bothFiles, bothWallets, otherWallet];
