/**
 * Goal: a top-up is booked once, and a wallet is opened for one buyer only.
 * Method: decisions on one book, as in one batch; repeats and clashes.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { required, seededRandom, type TradeId, type WalletId } from '@sampan/primitives';
import { alice, hkd, testBook } from '#test-kit';
import { newWallet } from './new-wallet.ts';
import { decideOpenWallet, decideTopUp } from './top-up.ts';

const entryId = '2026112200000000000000000001' as TradeId;
const made = (loginId: string, id: string, balance = '10.00') => {
  const drawn = newWallet({ inst: 'ALIPAYHK', balance: hkd(balance), loginId }, seededRandom(1));
  return { entryId, wallet: { ...drawn, id: id as WalletId } };
};

test('opening a wallet books what was paid in; repeating it finds the wallet', () => {
  const book = testBook();
  const open = made('852-1', '2160000000000077');
  const first = decideOpenWallet(book, open, book.now);
  assert.equal(first.outcome, 'opened');
  assert.deepEqual(decideOpenWallet(book, open, book.now), first);
  assert.equal(book.journal.entries.length, 1);
});

test('an empty wallet needs no entry', () => {
  const book = testBook();
  decideOpenWallet(book, made('852-1', '2160000000000077', '0'), book.now);
  assert.equal(book.journal.entries.length, 0);
});

test('a login belongs to one wallet', () => {
  const book = testBook();
  decideOpenWallet(book, made('852-1', '2160000000000077'), book.now);
  const second = decideOpenWallet(book, made('852-1', '2160000000000078'), book.now);
  assert.deepEqual(second, { outcome: 'refused', refusal: 'login-taken' });
});

test("a repeated random wallet id never hands over another buyer's wallet", () => {
  const book = testBook();
  decideOpenWallet(book, made('852-1', '2160000000000077'), book.now);
  const clash = made('852-2', '2160000000000077');
  assert.throws(() => decideOpenWallet(book, clash, book.now), /drawn twice/);
});

test('a repeated top-up is booked once', () => {
  const book = testBook();
  const topUp = { walletId: alice, amount: hkd('5.00'), entryId };
  const first = decideTopUp(book, topUp, book.now, false);
  assert.ok(first.outcome === 'done');
  assert.deepEqual(first.wallet.balance, hkd('1005.00'));
  assert.deepEqual(decideTopUp(book, topUp, book.now, true), first);
  assert.equal(book.journal.entries.length, 1);
});

test('a frozen wallet takes a top-up of the operator, and none of its buyer but one that was booked', () => {
  const book = testBook();
  const wallet = required(book.wallets.find(alice), 'alice has a wallet');
  book.wallets.replace({ ...wallet, status: 'frozen' });
  const topUp = { walletId: alice, amount: hkd('5.00'), entryId };
  const byBuyer = { ...topUp, byBuyer: true };
  const refused = { outcome: 'refused', refusal: 'wallet-frozen' };
  assert.deepEqual(decideTopUp(book, byBuyer, book.now, false), refused);
  assert.equal(book.journal.entries.length, 0);
  assert.equal(decideTopUp(book, topUp, book.now, false).outcome, 'done');
  assert.equal(decideTopUp(book, byBuyer, book.now, true).outcome, 'done');
});

test('a top-up needs a wallet of its currency and an amount', () => {
  const book = testBook();
  const refusal = (change: object) => {
    const topUp = { walletId: alice, amount: hkd('5.00'), entryId, ...change };
    const answer = decideTopUp(book, topUp, book.now, false);
    return answer.outcome === 'refused' ? answer.refusal : answer.outcome;
  };
  assert.equal(refusal({ walletId: '2160000000000099' as WalletId }), 'wallet-unknown');
  assert.equal(refusal({ amount: { currency: 'AUD', minor: 1n } }), 'currency-differs');
  assert.throws(() => refusal({ amount: hkd('0') }), /moves nothing/);
  assert.throws(() => refusal({ amount: hkd('-1') }), /negative/);
});
