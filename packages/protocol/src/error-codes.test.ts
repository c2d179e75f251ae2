// Goal: every code can be sent and is classified correctly.
// Method: over all tables.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { businessErrors, describeError, errorClass, gatewayErrors } from './index.ts';

const codes = [...Object.keys(gatewayErrors), ...Object.keys(businessErrors)] as 'SYSTEM_ERROR'[];

test('a description fits into detail_error_des and every charset', () => {
  for (const code of codes) {
    assert.match(describeError(code), /^[\x20-\x7e]{1,64}$/, code);
    assert.ok(code.length <= 48, code);
  }
});

test('only SYSTEM_ERROR leaves the outcome open', () => {
  assert.deepEqual(
    [...new Set(codes.filter((code) => errorClass(code) === 'unknown'))],
    ['SYSTEM_ERROR'],
  );
});
