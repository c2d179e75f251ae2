// Goal: every code of every service says the rule, what to do and whether to repeat the request.
// Method: over the tables of codes and services; then single refusals with what was sent and stored.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { businessErrors, type ErrorCode, errorClass, gatewayErrors } from '../error-codes.ts';
import { errorEntry } from '../reference/errors.ts';
import { services } from '../services/index.ts';
import { explainRefusal, isExplainedCode, retries } from './index.ts';

const codes = [...Object.keys(gatewayErrors), ...Object.keys(businessErrors)].filter(
  isExplainedCode,
);

test('every code of every service has a rule, a fix, and a document', () => {
  const cases = [
    ...codes.map((code) => ({ code, level: 'gateway' as const })),
    ...services.flatMap(({ name, errors }) =>
      errors.map((code: ErrorCode) => ({ code, service: name, level: 'business' as const })),
    ),
  ];
  assert.ok(cases.length > 150);
  for (const refusal of cases) {
    const { rule, fix, retry, documents } = explainRefusal(refusal);
    for (const text of [rule, fix]) assert.match(text, /^[^A-Z\s].{6,}[^.]$/, refusal.code);
    assert.ok(Object.hasOwn(retries, retry));
    assert.ok(documents.length > 0);
  }
});

test('whether to repeat a request is said as in the reference', () => {
  for (const code of codes.filter((each) => Object.hasOwn(gatewayErrors, each))) {
    const { retry } = explainRefusal({ code, level: 'gateway' });
    assert.equal(retry, errorEntry(code).retry, code);
  }
  for (const { name, errors } of services) {
    for (const code of errors) {
      const { retry } = explainRefusal({ code, service: name, level: 'business' });
      assert.equal(retry, errorEntry(code, name).retry, `${name} ${code}`);
      if (errorClass(code) === 'unknown') assert.match(retry, /^(?:yes|same-id)$/, name);
    }
  }
});

test('the same code asks for something else in another service', () => {
  const fixOf = (service: string) =>
    explainRefusal({ code: 'SYSTEM_ERROR', service, level: 'business' }).fix;
  const fixes = ['spot.pay', 'query', 'spot.refund'].map((name) =>
    fixOf(`alipay.acquire.overseas.${name}`),
  );
  assert.equal(new Set([...fixes, fixOf('alipay.acquire.cancel')]).size, 4);
});

test('it names the parameter, what was sent, and what was stored before', () => {
  const parameters = new Map([
    ['service', 'alipay.acquire.overseas.spot.pay'],
    ['partner_trans_id', 'A-1'],
    ['trans_amount', '10.00'],
    ['currency', 'HKD'],
    ['buyer_identity_code', '281234567890123456'],
  ]);
  const service = 'alipay.acquire.overseas.spot.pay';
  const differs = explainRefusal({
    ...{ code: 'CONTEXT_INCONSISTENT', service, parameters, reason: 'terms-differ' },
    stored: { trans_amount: '12.00', currency: 'HKD' },
  });
  assert.equal(differs.parameter, 'trans_amount');
  assert.deepEqual(differs.differences, [
    { parameter: 'trans_amount', sent: '10.00', stored: '12.00' },
  ]);
  assert.equal(differs.retry, 'corrected');
  assert.ok(differs.documents.some((page) => page.endsWith('hkapi/spot_pay')));

  const same = explainRefusal({
    ...{ code: 'CONTEXT_INCONSISTENT', service, parameters },
    stored: { trans_amount: '10', currency: 'HKD' },
  });
  assert.deepEqual(same.differences, []);

  const fault = explainRefusal({
    ...{ code: 'ILLEGAL_ARGUMENT', service, parameters, reason: 'currency: not a currency' },
  });
  assert.deepEqual(
    [fault.parameter, fault.reason, fault.sent],
    ['currency', 'not a currency', { currency: 'HKD' }],
  );
  const code = explainRefusal({ code: 'SOUNDWAVE_PARSER_FAIL', service, parameters });
  assert.deepEqual(code.sent, { buyer_identity_code: '2812…' });
});
