/**
 * Goal: the portal says every refusal of its API with a next step, in three languages, and its addresses are read as
 * they are written.
 * Method: the list of refusals is compared with the declared API, the catalogues with each other.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partnerApi } from '@sampan/api';
import { refusalCodes, refusalOf, untilIn } from '../src/portal/refusals.ts';
import { en } from '../src/portal/words/en.ts';
import { zhCn } from '../src/portal/words/zh-cn.ts';
import { zhHk } from '../src/portal/words/zh-hk.ts';
import { placeholdersOf } from './placeholders.ts';

test('every refusal of the API has a sentence and a next step, and no other has one', () => {
  const declared = Object.values(partnerApi).flatMap((route) =>
    'errors' in route ? Object.keys(route.errors) : [],
  );
  // Of every route behind the session.
  const codes = new Set([...declared, 'signed-out', 'not-allowed', 'second-factor-needed']);
  assert.deepEqual([...refusalCodes].sort(), [...codes].sort());
  assert.equal(refusalOf({ code: 'own-approval' })?.words, 'refused.ownApproval');
  assert.equal(refusalOf({ code: 'no-such-code' }), undefined);
});

test('the words are complete, with the same placeholders and full-width punctuation', () => {
  for (const words of [zhHk, zhCn]) {
    assert.deepEqual(Object.keys(words).sort(), Object.keys(en).sort());
    for (const [id, text] of Object.entries(en)) {
      const other = new Map<string, string>(Object.entries(words)).get(id) ?? '';
      assert.deepEqual(placeholdersOf(other), placeholdersOf(text), id);
      assert.ok(other.trim() !== '', id);
      assert.doesNotMatch(other, /[\u4e00-\u9fff][,.!?;]/, id);
    }
  }
  assert.match(zhHk['refused.ownApproval'], /批核/);
  assert.match(zhCn['refused.ownApproval'], /审批/);
});

test('the end of a lock is taken from the sentence of the server', () => {
  const message = 'Too many tries; none is taken before 2026-11-26T12:34:00+08:00';
  assert.equal(untilIn({ message }), '2026-11-26T12:34:00+08:00');
  assert.equal(untilIn({ message: 'Too many tries' }), undefined);
});
