/**
 * Goal: a shop that keeps this book knows its fees to the cent, whichever way it returns money.
 * Method: the published number, a table, and a property over refunds in any number of parts.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BusinessDate, formatAmount, money, rate } from '@sampan/primitives';
import fc from 'fast-check';
import { bookText, OwnBook, type Sale, totalsOf, totalsView } from './own-book.ts';

const day = '2026-12-25' as BusinessDate;
const later = '2026-12-26' as BusinessDate;
const aud = (minor: bigint) => money('AUD', minor);
const sale = (id: string, minor: bigint): Sale => ({
  id,
  transactionId: `T-${id}`,
  amount: aud(minor),
});

test('a day as CSV: a payment, parts of it given back, another undone', () => {
  const book = new OwnBook('AUD', rate('0.006'));
  const [kept, wrong] = [sale('P-1', 36_930n), sale('P-2', 1_000n)];
  book.pay(day, kept);
  book.pay(day, wrong);
  book.refund(day, kept, { id: 'R-1', amount: aud(10_000n) });
  book.undo(day, wrong, 'reversal');
  book.refund(later, kept, { id: 'R-2', amount: aud(26_930n) });
  assert.deepEqual(book.days, [day, later]);
  assert.deepEqual(bookText(book.rowsOf(day)).split('\n'), [
    'partner_transaction_id,amount,type,currency,fee,transaction_id',
    'P-1,369.30,PAYMENT,AUD,2.22,T-P-1',
    'P-2,10.00,PAYMENT,AUD,0.06,T-P-2',
    'R-1,100.00,REFUND,AUD,0.60,T-P-1',
    'P-2,10.00,REVERSAL,AUD,0.06,T-P-2',
    '',
  ]);
  assert.equal(bookText(book.rowsOf(later)).split('\n')[1], 'R-2,269.30,REFUND,AUD,1.62,T-P-1');
  assert.deepEqual(totalsView(totalsOf(book.rowsOf(day), 'AUD')), {
    rows: 4,
    currency: 'AUD',
    payments: '379.30',
    returned: '110.00',
    fees: '1.62',
    net: '267.68',
  });
});

test('whatever is given back in parts brings back its whole fee, and leaves nothing owed', () => {
  const parts = fc.array(fc.bigInt({ min: 1n, max: 9_999n }), { minLength: 1, maxLength: 20 });
  const share = fc.bigInt({ min: 0n, max: 99_999n });
  fc.assert(
    fc.property(parts, share, (parts, numerator) => {
      const book = new OwnBook('AUD', { numerator, scale: 5 });
      const whole = sale(
        'P',
        parts.reduce((sum, part) => sum + part),
      );
      book.pay(day, whole);
      parts.forEach((part, index) => {
        book.refund(later, whole, { id: `R-${index}`, amount: aud(part) });
      });
      assert.ok(book.rows.every(({ fee }) => fee.minor >= 0n));
      const { net, fees } = totalsOf(book.rows, 'AUD');
      assert.deepEqual([formatAmount(net), formatAmount(fees)], ['0.00', '0.00']);
    }),
  );
});
