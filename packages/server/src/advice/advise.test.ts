/**
 * Goal: each rule finds what it names, and finds nothing in a program that does it right.
 * Method: short histories, written as the exchanges of one partner with their seconds; each rule has one
 * that breaks it and one that keeps it. Every rule must have both.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Instant,
  instant,
  isPartnerId,
  milliseconds,
  parseBusinessDate,
  parseInstant,
} from '@sampan/primitives';
import { advise, rules } from './advise.ts';
import type { AdvisedPartner } from './kinds.ts';
import type { Does, Learned, Seen } from './seen.ts';

const id = '2088000000000001';
assert.ok(isPartnerId(id));
const partner: AdvisedPartner = { id, contract: 'hk', hasNotifyUrl: false, rsaBits: 2_048 };

const start = parseInstant('2026-11-22T10:00:00+08:00');
assert.ok(start !== undefined);
const at = (second: number): Instant => instant(start + second * 1_000);

interface Told extends Partial<Omit<Seen, 'given' | 'at'>> {
  readonly given?: Readonly<Record<string, string>>;
}

let exchanges = 0;

/** An exchange at a second after the start, right in everything that is not said. */
function one(second: number, does: Does, told: Told = {}): Seen {
  const isNotification = does === 'notification';
  const { given = {}, ...said } = told;
  return {
    id: `e${++exchanges}`,
    kind: isNotification ? 'notification' : does === 'download' ? does : 'request',
    tookMs: 20,
    result: isNotification ? 'acknowledged' : 'success',
    ...{ code: undefined, reason: undefined, level: undefined },
    ...{ does, partnerId: partner.id, order: 'T-1', refundId: undefined },
    fingerprint: `f${exchanges}`,
    fileOf: undefined,
    namesShop: does === 'pay' || does === 'precreate' ? true : undefined,
    charsetIn: 'url',
    learned: 'nothing',
    pretended: [],
    answer: isNotification ? { status: 200, text: 'success' } : undefined,
    ...said,
    at: at(second),
    // Like the gateway: an empty value counts as absent.
    given: new Map(Object.entries({ ...usual[does], ...given }).filter(([, value]) => value)),
  };
}

const usual: Readonly<Partial<Record<Does, Readonly<Record<string, string>>>>> = {
  pay: { trans_amount: '39.25', currency: 'HKD', buyer_identity_code: '28' },
  precreate: { total_fee: '39.25', notify_url: 'http://till', it_b_pay: '2m' },
  'create-code': { notify_url: 'http://till' },
  refund: { refund_amount: '10.00' },
};

/** In seconds. */
const day = 86_400;

const open: Told = { result: 'unknown', learned: 'open' };
const paid: Told = { learned: 'paid' };
const over: Told = { learned: 'over' };
const waiting = (second: number) => one(second, 'query', { learned: 'open' });
const refused = (code: string): Told => ({ result: 'refused', code, learned: 'refused' });
const queried = (second: number, learned: Learned) => one(second, 'query', { learned });
const notified = (told: Told) => one(1, 'notification', told);

/** Of each rule: a history that breaks it with what is found, and one that keeps it. */
const histories: Readonly<
  Record<string, { readonly bad: readonly Seen[]; readonly found: string; good: readonly Seen[] }>
> = {
  'outcome-not-asked': {
    bad: [one(0, 'pay', open)],
    found: 'answered unknown, and nothing followed',
    good: [one(0, 'pay', open), queried(5, 'paid')],
  },
  'not-cancelled': {
    bad: [one(0, 'pay', open), waiting(5), waiting(9)],
    found: 'asked about 2 times, never known to be paid or over, and not cancelled',
    good: [one(0, 'pay', open), waiting(5), one(60, 'cancel', over)],
  },
  'cancel-given-up': {
    bad: [one(0, 'pay', open), waiting(5), one(60, 'cancel', { result: 'no-answer' })],
    found: 'the last cancel was answered no-answer',
    good: [one(60, 'cancel', { result: 'no-answer' }), one(63, 'cancel', over)],
  },
  'charged-again': {
    bad: [one(0, 'pay', open), one(9, 'pay', { order: 'T-2', ...paid }), queried(20, 'paid')],
    found: 'order T-2 while T-1 was answered unknown',
    good: [one(0, 'pay', open), queried(5, 'over'), one(9, 'pay', { order: 'T-2', ...paid })],
  },
  'order-id-reused': {
    bad: [one(0, 'pay', paid), one(99, 'pay', { ...paid, given: { trans_amount: '5.00' } })],
    found: 'trans_amount differs from the first request',
    // A refused payment has made no order.
    good: [
      one(0, 'pay', refused('SOUNDWAVE_PARSER_FAIL')),
      one(9, 'pay', { ...paid, given: { buyer_identity_code: '29' } }),
    ],
  },
  'reply-not-verified': {
    bad: [one(0, 'pay', { learned: 'open', pretended: ['signature wrong'] })],
    found: 'the reply was signed wrongly, and nothing followed',
    good: [one(0, 'pay', { learned: 'open', pretended: ['signature wrong'] }), queried(5, 'paid')],
  },
  'query-too-fast': {
    bad: [one(0, 'pay', open), waiting(5), waiting(6.2), waiting(7.7), one(60, 'cancel', over)],
    found: 'asked again after 1.2 s, 2 times too early',
    good: [one(0, 'pay', open), waiting(5), waiting(8), queried(11, 'paid'), queried(12, 'paid')],
  },
  'no-time-out': {
    bad: [
      one(0, 'pay', { result: 'no-answer', tookMs: 30_000, learned: 'open' }),
      queried(30.2, 'paid'),
    ],
    found: 'waited 30.0 s',
    good: [
      one(0, 'pay', { result: 'no-answer', tookMs: 30_000, learned: 'open' }),
      queried(15, 'paid'),
    ],
  },
  'refund-given-up': {
    bad: [one(0, 'refund', { refundId: 'R-1', result: 'failed', code: 'SYSTEM_ERROR' })],
    found: 'answered SYSTEM_ERROR, and nothing followed',
    good: [
      one(0, 'refund', { refundId: 'R-1', result: 'failed' }),
      one(5, 'refund', { refundId: 'R-1' }),
    ],
  },
  'refund-id-reused': {
    bad: [
      one(0, 'refund', { refundId: 'R-1' }),
      one(5, 'refund', { refundId: 'R-1', given: { refund_amount: '5.00' } }),
    ],
    found: 'refund id R-1',
    good: [one(0, 'refund', { refundId: 'R-1' }), one(5, 'refund', { refundId: 'R-1' })],
  },
  'refusal-repeated': {
    bad: [0, 3, 6].map((second) =>
      one(second, 'pay', { ...refused('TRADE_HAS_CLOSE'), fingerprint: 'same' }),
    ),
    found: 'TRADE_HAS_CLOSE 3 times',
    good: [0, 3, 6].map((second) =>
      one(second, 'refund', { ...refused('MERCHANT_BALANCE_NOT_ENOUGH'), fingerprint: 'same' }),
    ),
  },
  'notification-answer': {
    bad: [notified({ result: 'not-acknowledged', answer: { status: 200, text: '{"ok":true}' } })],
    found: 'answered "{\\"ok\\":true}"',
    good: [notified({})],
  },
  'notification-answer-loose': {
    bad: [notified({ answer: { status: 200, text: 'SUCCESS\n' } })],
    found: 'answered "SUCCESS\\n"',
    good: [notified({})],
  },
  'notification-refused': {
    bad: [notified({ result: 'not-acknowledged', answer: { status: 200, text: 'fail' } })],
    found: 'answered fail',
    good: [notified({})],
  },
  'notification-failed': {
    bad: [
      notified({
        result: 'not-acknowledged',
        answer: { status: 302, text: '' },
        reason: 'the status was 302',
      }),
    ],
    found: 'the status was 302',
    good: [notified({}), notified({ result: 'no-answer', answer: undefined, pretended: ['lose'] })],
  },
  'notification-slow': {
    bad: [notified({ tookMs: 1_400 })],
    found: 'answered after 1.4 s',
    good: [notified({ tookMs: 900 })],
  },
  'notification-not-verified': {
    bad: [notified({ pretended: ['corrupt signature'] })],
    found: 'scenario: corrupt signature; answered success',
    good: [
      notified({
        ...{ pretended: ['corrupt signature'], result: 'not-acknowledged' },
        answer: { status: 200, text: 'fail' },
      }),
    ],
  },
  'shop-data-missing': {
    bad: [one(0, 'pay', { ...paid, namesShop: false })],
    found: 'without secondary_merchant_id and store_id',
    good: [one(0, 'pay', paid)],
  },
  'amount-as-number': {
    bad: [one(0, 'pay', { ...paid, given: { trans_amount: '39.5' } })],
    found: 'trans_amount "39.5"',
    good: [
      one(0, 'pay', paid),
      one(0, 'pay', { ...paid, order: 'T-2', given: { trans_amount: '500', currency: 'JPY' } }),
    ],
  },
  'timestamp-off': {
    bad: [one(0, 'cancel', { given: { timestamp: '2026-11-22 08:00:00' } })],
    found: 'timestamp "2026-11-22 08:00:00"',
    // Its zone may be GMT, as some clients write it.
    good: [one(0, 'cancel', { given: { timestamp: '2026-11-22 02:01:00' } })],
  },
  'charset-not-in-url': {
    bad: [one(0, 'query', { charsetIn: 'body' })],
    found: '_input_charset is only in the body',
    good: [one(0, 'query')],
  },
  'not-reconciled': {
    bad: [one(-3 * day, 'pay', paid)],
    found: 'no file of 2026-11-19 was fetched',
    good: [
      one(-3 * day, 'pay', paid),
      one(-2 * day, 'download', { order: undefined, fileOf: parseBusinessDate('2026-11-19') }),
    ],
  },
  'signature-weak': {
    bad: [one(0, 'query', { given: { sign_type: 'RSA' } })],
    found: 'sign_type RSA is SHA-1',
    good: [one(0, 'query', { given: { sign_type: 'RSA2' } })],
  },
  'code-life-unlimited': {
    bad: [one(0, 'precreate', { ...open, given: { it_b_pay: '' } }), one(60, 'cancel', over)],
    found: 'without it_b_pay and qr_code_it_b_pay',
    good: [one(0, 'precreate', { result: 'success', learned: 'open' }), one(60, 'cancel', over)],
  },
  'notify-url-missing': {
    bad: [one(0, 'create-code', { given: { notify_url: '' } })],
    found: 'without notify_url',
    good: [one(0, 'create-code')],
  },
};

const judged = (seen: readonly Seen[], about: Partial<AdvisedPartner> = {}, movedMs = 0) =>
  advise({ ...partner, ...about }, seen, { now: at(600), clockMoved: milliseconds(movedMs) });

const found = (seen: readonly Seen[]) => judged(seen).advice.map(({ rule }) => rule.id);

test('every rule has a history that breaks it and one that keeps it', () => {
  assert.deepEqual(Object.keys(histories).sort(), rules.map((rule) => rule.id).sort());
});

for (const [rule, { bad, found: words, good }] of Object.entries(histories)) {
  test(`${rule}: ${words}`, () => {
    const { advice } = judged(bad);
    const item = advice.find((each) => each.rule.id === rule);
    assert.equal(item?.findings[0]?.found, words);
    assert.deepEqual(
      advice.map((each) => each.rule.id),
      [rule],
      'and no other rule',
    );
  });
  test(`${rule}: kept`, () => {
    const { advice, kept } = judged(good);
    assert.deepEqual(advice, []);
    assert.ok(kept.some((each) => each.id === rule));
  });
}

test('an order that may still go on is not judged', () => {
  const { advice, untried } = advise(partner, [one(0, 'pay', open), waiting(5)], {
    now: at(60),
    clockMoved: milliseconds(0),
  });
  assert.deepEqual(advice, []);
  assert.ok(untried.some(({ id: rule }) => rule === 'not-cancelled'));
});

test('a pre-order must end too: paid, cancelled, or known to be over', () => {
  const order = one(0, 'precreate', { learned: 'open' });
  assert.deepEqual(found([order]), ['not-cancelled']);
  assert.deepEqual(found([order, one(20, 'notification', paid)]), []);
  assert.deepEqual(found([order, queried(20, 'paid')]), []);
});

test('a cancel that the gateway did not admit has cancelled nothing', () => {
  const refusedCancel = one(60, 'cancel', { ...refused('ILLEGAL_SIGN'), level: 'gateway' });
  assert.deepEqual(found([one(0, 'pay', open), waiting(5), refusedCancel]), ['not-cancelled']);
});

test('a file of yesterday may still be fetched, and half of one is none', () => {
  assert.deepEqual(found([one(-day, 'pay', paid)]), []);
  const fileOf = parseBusinessDate('2026-11-19');
  const half = one(-2 * day, 'download', { order: undefined, fileOf, result: 'failed' });
  assert.deepEqual(found([one(-3 * day, 'pay', paid), half]), ['not-reconciled']);
});

test('a key of 1024 bits is named, with the sign type that it is used for', () => {
  const seen = [one(0, 'query', { given: { sign_type: 'RSA2' } })];
  const [item] = judged(seen, { rsaBits: 1_024 }).advice;
  assert.equal(item?.findings[0]?.found, 'the key has 1024 bits');
});

test('a clock that was moved in the sandbox is no wrong timestamp of the program', () => {
  const seen = [one(0, 'cancel', { given: { timestamp: '2026-11-21 10:00:00' } })];
  assert.deepEqual(found(seen), ['timestamp-off']);
  for (const odd of [0, 1]) {
    assert.deepEqual(judged(seen, {}, day * 1_000 + odd).advice, []);
  }
});

test('a partner with an address of its own needs no notify_url', () => {
  const seen = [one(0, 'create-code', { given: { notify_url: '' } })];
  assert.deepEqual(judged(seen, { hasNotifyUrl: true }).advice, []);
});

test('what is found often is counted, and the newest five are shown', () => {
  const seen = Array.from({ length: 9 }, (_, second) => notified({ tookMs: 2_000 + second }));
  const [item] = judged(seen).advice;
  assert.deepEqual([item?.count, item?.findings.length], [9, 5]);
});

test('without exchanges there is no advice, and no rule is kept', () => {
  const { advice, kept, untried } = judged([]);
  assert.deepEqual([advice, kept, untried.length], [[], [], rules.length]);
});
