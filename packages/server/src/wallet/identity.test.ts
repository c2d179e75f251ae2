/**
 * Goal: merchants see only the documented part of a buyer's login; codes have the documented form.
 * Method: a table of logins with the documents' examples, and codes from many draws.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '@sampan/primitives';
import { alice, bob, time } from '#test-kit';
import { maskedLogin } from './masked-login.ts';
import { newWallet } from './new-wallet.ts';
import { issuePaymentCode } from './payment-code.ts';

const logins: readonly [login: string, masked: string][] = [
  ['852-60000000', '852-****0000'],
  ['13200000000', '132****0000'],
  ['cnbuyer@alitest.com', 'cnb*@alitest.*'],
  ['ab@mail.example.com', 'ab*@mail.*'],
  ['first-last@example.com', 'fir*@example.*'],
];
for (const [login, masked] of logins) {
  test(`merchants see ${login} as ${masked}`, () => assert.equal(maskedLogin(login), masked));
}

test('payment codes have 18 or 24 digits, begin with 25 to 30, and are valid for 60 seconds', () => {
  const random = seededRandom(1);
  const now = time('2026-11-22 10:00');
  for (const [id, inst] of [
    [alice, 'ALIPAYHK'],
    [bob, 'ALIPAYCN'],
  ] as const) {
    for (const digits of [18, 24] as const) {
      const codes = Array.from({ length: 200 }, () =>
        issuePaymentCode({ id, inst }, digits, now, random),
      );
      const [first] = codes;
      assert.match(first?.code ?? '', new RegExp(`^(2[5-9]|30)[0-9]{${digits - 2}}$`));
      assert.equal(new Set(codes.map(({ code }) => code)).size, 200);
      assert.equal(first?.expiresAt, time('2026-11-22 10:01'));
      assert.deepEqual([first?.walletId, first?.tradeId], [id, undefined]);
    }
  }
});

test('Hong Kong wallets are numbered 2160…, others 2088…, both with 16 digits', () => {
  const random = seededRandom(1);
  assert.match(newWallet({ inst: 'ALIPAYHK' }, random).id, /^2160[0-9]{12}$/);
  assert.match(newWallet({ inst: 'ALIPAYCN' }, random).id, /^2088[0-9]{12}$/);
});
