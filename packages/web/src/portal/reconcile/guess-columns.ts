import { type Columns, type Meaning, meanings } from './messages.ts';

/** Usual names of each column, in the letters that are compared: small ones, without blanks and signs. */
const usual: Readonly<Record<Meaning, readonly string[]>> = {
  partner_transaction_id: [
    ...['partnertransactionid', 'partnertransid', 'orderno', 'orderid', 'ordernumber', 'order'],
    ...['outtradeno', 'merchantorderno', 'reference', 'receiptno', 'id'],
    ...['訂單編號', '訂單號', '訂單', '單號', '订单号', '订单编号', '商户订单号', '单号'],
  ],
  amount: [
    ...['amount', 'transactionamount', 'transamount', 'total', 'totalfee', 'totalamount', 'sum'],
    ...['金額', '總額', '交易金額', '金额', '总额', '交易金额', '订单金额'],
  ],
  type: [
    ...['type', 'transactiontype', 'kind', 'tradetype', 'paymentorrefund'],
    ...['類型', '交易類型', '類別', '类型', '交易类型', '业务类型'],
  ],
  currency: ['currency', 'transcurrency', 'ccy', '貨幣', '幣種', '币种', '货币'],
  fee: ['fee', 'chargeamount', 'charge', 'commission', '手續費', '手续费'],
  transaction_id: [
    ...['transactionid', 'tradeid', 'tradeno', 'alipaytransid', 'platformid'],
    ...['交易編號', '交易號', '交易号', '平台交易号'],
  ],
};

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Which column of a book is which, as far as its header says it. */
export function guessColumns(names: readonly string[]): Columns {
  const found: { [Name in Meaning]?: string } = {};
  const taken = new Set<string>();
  for (const meaning of meanings) {
    for (const each of usual[meaning]) {
      const name = names.find((candidate) => plain(candidate) === each && !taken.has(candidate));
      if (name === undefined) continue;
      found[meaning] = name;
      taken.add(name);
      break;
    }
  }
  return found;
}

export const areEnough = (columns: Columns): boolean =>
  columns.partner_transaction_id !== undefined && columns.amount !== undefined;
