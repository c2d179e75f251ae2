/** A Z report for a spreadsheet: a line per figure. */
import type { ZView } from '../api/index.ts';

export function zCsv(z: ZView): string {
  const rows: readonly (readonly (string | number)[])[] = [
    ['figure', 'count', 'amount'],
    ['z', z.number, ''],
    ['opened', '', z.openedAt],
    ['closed', '', z.until],
    ['payments', z.payments.count, z.payments.amount],
    ...z.wallets.map(({ inst, count, amount }) => [`payments ${inst}`, count, amount]),
    ['refunds', z.refunds.count, z.refunds.amount],
    ['wallets net', '', z.walletsNet],
    ['cancelled', z.cancels.count, z.cancels.amount],
    ['cash', z.otherwise.cash.count, z.otherwise.cash.amount],
    ['card', z.otherwise.card.count, z.otherwise.card.amount],
    ['cash refunds', z.otherwiseRefunds.cash.count, z.otherwiseRefunds.cash.amount],
    ['card refunds', z.otherwiseRefunds.card.count, z.otherwiseRefunds.card.amount],
    ['tips', z.tips.count, z.tips.amount],
    ['discounts', z.discounts.count, z.discounts.amount],
    ...z.taxes.map(({ rate, included }) => [`tax ${rate}`, '', included]),
    ['drawer expected', '', z.drawer.expected ?? ''],
    ['drawer counted', '', z.drawer.counted ?? ''],
    ['drawer difference', '', z.drawer.difference ?? ''],
    ...z.discrepancies.map(({ number, amount }) => [`discrepancy ${number}`, '', amount]),
    ...z.stillUnknown.map(({ number, amount }) => [`unknown ${number}`, '', amount]),
    ...z.cashiers.flatMap(({ name, payments, wallets, cash, card, difference = '' }) => [
      [`${name} wallets`, payments, wallets],
      [`${name} cash`, '', cash],
      [`${name} card`, '', card],
      [`${name} difference`, '', difference],
    ]),
  ];
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** A spreadsheet takes a text that begins like a formula for one; a negative amount is a number. */
function cell(value: string | number): string {
  const text = String(value);
  const isFormula = /^[=+@\t\r-]/.test(text) && !/^-\d+(\.\d+)?$/.test(text);
  return `"${(isFormula ? `'${text}` : text).replaceAll('"', '""')}"`;
}
