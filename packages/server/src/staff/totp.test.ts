/**
 * Goal: codes are those of every app, count once, and an old one is named as such.
 * Method: the vectors of RFC 6238 (appendix B, SHA-1) and RFC 4648, and a clock that moves by steps.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instant } from '@sampan/primitives';
import { base32, matchTotp, totpAddress, totpCode, totpStep } from './totp.ts';

const key = Buffer.from('12345678901234567890');

test('codes are those of RFC 6238', () => {
  const vectors: readonly (readonly [seconds: number, code: string])[] = [
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ];
  for (const [seconds, code] of vectors) {
    const step = totpStep(instant(seconds * 1_000));
    assert.equal(totpCode(key, step, 8), code);
    assert.equal(totpCode(key, step), code.slice(2));
  }
});

test('keys are base32 as of RFC 4648, and stand in an address for apps', () => {
  for (const [text, coded] of [
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foobar', 'MZXW6YTBOI'],
  ] as const) {
    assert.equal(base32(Buffer.from(text)), coded);
  }
  assert.equal(
    totpAddress(Buffer.from('foobar'), 'Tea & House', 'may@tea.example'),
    'otpauth://totp/Tea%20%26%20House:may%40tea.example?secret=MZXW6YTBOI&issuer=Tea%20%26%20House',
  );
});

test('a code is right one step early or late, counts once, and is old for ten minutes', () => {
  const now = instant(1_800_000_000_000);
  const step = totpStep(now);
  const match = (offset: number, lastStep?: number) =>
    matchTotp(key, totpCode(key, step + offset), { now, lastStep });
  for (const offset of [-1, 0, 1]) {
    assert.deepEqual(match(offset), { outcome: 'right', step: step + offset });
  }
  assert.deepEqual(match(0, step), { outcome: 'old', minutes: 0 });
  assert.equal(match(-1, step).outcome, 'old');
  assert.equal(match(1, step).outcome, 'right');
  assert.deepEqual(match(-4), { outcome: 'old', minutes: 2 });
  assert.equal(match(-20).outcome, 'old');
  assert.equal(match(-21).outcome, 'wrong');
  assert.equal(match(2).outcome, 'wrong');
});
