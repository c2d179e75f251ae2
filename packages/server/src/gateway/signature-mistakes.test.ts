/**
 * Goal: wrong signatures cost little, and those of production show nothing of other partners.
 * Method: the search with a clock that moves when it is asked, and with partners made by hand.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { instant, secret } from '@sampan/primitives';
import { readRequest } from '@sampan/protocol';
import type { KnownPartner } from '#partner';
import { testKeys } from '#test-kit';
import { SignatureMistakes } from './signature-mistakes.ts';

const now = instant(Date.parse('2026-11-22T10:00:00+08:00'));
const [ownKey, otherKey] = ['k'.repeat(32), 'o'.repeat(32)];

const known = (id: string, key: string): KnownPartner =>
  ({
    partner: { id },
    keys: {
      md5: [{ number: 1, value: secret(key), madeAt: now, validUntil: undefined }],
      rsa: [],
    },
  }) as unknown as KnownPartner;
const own = known('2088000000000001', ownKey);
const other = known('2088000000000002', otherKey);

const text = '_input_charset=UTF-8&partner=2088000000000001&service=x';
const asked = (sign: string) => {
  const raw = { method: 'GET', query: `${text}&sign=${sign}&sign_type=MD5` };
  const read = readRequest(raw);
  assert.ok(read.ok);
  return [raw, read.value, own, now] as const;
};
const md5 = (whole: string): string => createHash('md5').update(whole).digest('hex');

const mistakes = (stepMs: number, others?: () => KnownPartner) => {
  let atMs = 0;
  const timers = {
    monotonicMs: () => {
      atMs += stepMs;
      return atMs;
    },
  };
  const ours = testKeys.platform.publicKey;
  const found = new SignatureMistakes({ timers, ours, ...(others && { others }) });
  const pass = (ms: number): void => {
    atMs += ms;
  };
  return { found, pass };
};

test('a mistake is named, and two at once', async () => {
  const { found } = mistakes(0);
  assert.equal(await found.in(...asked(md5(`${text}&${ownKey}`))), 'ampersand-before-key');
  const two = md5(`${text}&sign_type=MD5${ownKey}\n`);
  assert.equal(await found.in(...asked(two)), 'sign-type-signed + key-whitespace');
  assert.equal(await found.in(...asked('0'.repeat(32))), '');
});

test("another partner's key is named in a sandbox only", async () => {
  const sign = md5(text + otherKey);
  const { found: production } = mistakes(0);
  production.seen(other.partner.id);
  assert.equal(await production.in(...asked(sign)), '');
  const { found: sandbox } = mistakes(0, () => other);
  assert.equal(await sandbox.in(...asked(sign)), '');
  sandbox.seen(other.partner.id);
  assert.equal(await sandbox.in(...asked(sign)), 'other-partner-key (2088000000000002)');
});

test('a flood of wrong signatures is not searched beyond its budget', async () => {
  // Each attempt takes a millisecond here, so that a request uses up its five.
  const { found, pass } = mistakes(1);
  const answers: string[] = [];
  for (let index = 0; index < 20; index += 1)
    answers.push(await found.in(...asked('0'.repeat(32))));
  const refused = answers.filter((answer) => answer === 'not searched, too many are wrong');
  assert.ok(refused.length >= 8 && refused.length <= 16, String(refused.length));
  pass(1_000);
  assert.equal(await found.in(...asked('0'.repeat(32))), '');
});
