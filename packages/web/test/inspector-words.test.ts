/**
 * Goal: the inspector says every mistake, check and service in three languages.
 * Method: its lists are compared with those of the protocol, its catalogues with each other.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { services } from '@sampan/protocol';
import { causes } from '../../protocol/src/explain/causes.ts';
import { causeNames } from '../src/inspector/causes.ts';
import { dueOf, justAfter, nextAt } from '../src/inspector/due.ts';
import { fieldPlace, jsonFault } from '../src/inspector/places.ts';
import { filterOf, readExchangePlace } from '../src/inspector/search.ts';
import { serviceNames, shortName } from '../src/inspector/services.ts';
import { en } from '../src/inspector/words/en.ts';
import { zhCn } from '../src/inspector/words/zh-cn.ts';
import { zhHk } from '../src/inspector/words/zh-hk.ts';
import { parseSearch, stringifySearch } from '../src/shared/address.ts';
import { placeholdersOf } from './placeholders.ts';

test('every cause and every service is known', () => {
  assert.deepEqual([...causeNames].sort(), Object.keys(causes).sort());
  assert.deepEqual([...serviceNames].sort(), services.map(({ name }) => name).sort());
  assert.equal(shortName('alipay.acquire.overseas.spot.pay'), 'spot.pay');
});

test('the words are complete, with the same placeholders, and Chinese is Chinese', () => {
  for (const words of [zhHk, zhCn]) {
    assert.deepEqual(Object.keys(words).sort(), Object.keys(en).sort());
    for (const [id, text] of Object.entries(en)) {
      const other = new Map<string, string>(Object.entries(words)).get(id) ?? '';
      assert.deepEqual(placeholdersOf(other), placeholdersOf(text), id);
      assert.ok(other.trim() !== '', id);
    }
  }
  assert.match(zhHk['cause.unsorted'], /參數/);
  assert.match(zhCn['cause.unsorted'], /参数/);
});

test('the address keeps what is text, and the filters are those of the API', () => {
  const place = readExchangePlace(parseSearch('?text=123&show=refused&id='));
  assert.deepEqual(filterOf(place), { text: '123', refused: 'true' });
  assert.equal(stringifySearch({ ...place }), '?text=123&show=refused');
  assert.deepEqual(filterOf({ show: 'notification' }), { kind: 'notification' });
  assert.deepEqual(filterOf({ show: 'ILLEGAL_SIGN' }), { code: 'ILLEGAL_SIGN' });
});

test('what falls due is in the order of time; the next time of day is of GMT+8', () => {
  const due = dueOf(
    [{ name: 'files', nextDue: '2026-11-27T09:00:00+08:00' }, { name: 'settle' }],
    [{ partnerTransId: 'one', expiresAt: '2026-11-26T23:59:30+08:00' }],
  );
  assert.deepEqual(
    due.map((each) => (each.kind === 'job' ? each.job : each.order)),
    ['one', 'files'],
  );
  assert.equal(nextAt('2026-11-26T15:59:00Z', 0), '2026-11-27T00:00:00+08:00');
  assert.equal(nextAt('2026-11-26T16:00:00Z', 0), '2026-11-28T00:00:00+08:00');
  assert.equal(nextAt('2026-11-26T14:00:00Z', 23), '2026-11-26T23:00:00+08:00');
  assert.equal(nextAt('2026-11-26T07:45:00Z', 15, 46), '2026-11-26T15:46:00+08:00');
  assert.equal(justAfter('2026-11-26T23:59:30+08:00'), '2026-11-26T23:59:31+08:00');
});

test('a fault in a text has its line and column', () => {
  assert.equal(jsonFault('{"a": 1}'), undefined);
  for (const [text, line, column] of [
    ['{\n  "a": x\n}', 2, 8],
    ['{\n  "a": 1,\n}', 3, 1],
    ['{"a": [1, 2}', 1, 12],
    ['{"a": "b\n"}', 1, 7],
    ['{} x', 1, 4],
    ['', 1, 1],
  ] as const) {
    assert.deepEqual(jsonFault(text), { line, column }, text);
  }
  const text = '{\n "when": {},\n "then": [\n {"answer": "X"}]}';
  assert.equal(fieldPlace(text, 'then[0].answer').line, 4);
  assert.equal(fieldPlace(text, 'nothing').line, 1);
});
