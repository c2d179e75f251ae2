/**
 * Goal: the inspector says every mistake, check and service in three languages.
 * Method: its lists are compared with those of the protocol, its catalogues with each other.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { services } from '@sampan/protocol';
import { causes } from '../../protocol/src/explain/causes.ts';
import { causeNames } from '../src/inspector/causes.ts';
import {
  filterOf,
  parseSearch,
  readExchangePlace,
  stringifySearch,
} from '../src/inspector/search.ts';
import { serviceNames, shortName } from '../src/inspector/services.ts';
import { en } from '../src/inspector/words/en.ts';
import { zhCn } from '../src/inspector/words/zh-cn.ts';
import { zhHk } from '../src/inspector/words/zh-hk.ts';
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
