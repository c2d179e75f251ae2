// Goal: one request is explained from whatever form it was kept in, in the order of the checks.
// Method: one signed request written as HTTP, curl, URL, form and record; then broken ones.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { secret } from '@sampan/primitives';
import { encodeForm, type Parameter } from '../form.ts';
import { type ExplainInput, explainExchange, readExplainInput } from './index.ts';

const key = 'a0b1c2d3e4f5a0b1c2d3e4f5a0b1c2d3';
const keys = { md5Key: secret(key) };
const md5 = (text: string | Buffer): string => createHash('md5').update(text).digest('hex');

const query = '_input_charset=UTF-8';
const asked: readonly Parameter[] = [
  ['service', 'alipay.acquire.overseas.query'],
  ['partner', '2088000000000001'],
  ['partner_trans_id', 'A-1'],
];
const right =
  '_input_charset=UTF-8&partner=2088000000000001&partner_trans_id=A-1&service=alipay.acquire.overseas.query';
const bodyWith = (signature: string, parameters = asked): string =>
  encodeForm([...parameters, ['sign', signature], ['sign_type', 'MD5']], 'UTF-8');
const wrong = bodyWith(md5(`${right}&${key}`));

const url = `https://intlmapi.example/gateway.do?${query}`;
const forms: readonly (readonly [string, string])[] = [
  [
    'http',
    `POST /gateway.do?${query} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n${wrong}\n`,
  ],
  ['http', `GET /gateway.do?${query}&${wrong} HTTP/1.1\nHost: x\n\n`],
  ['curl', `curl -s '${url}' -H 'Content-Type: application/x-www-form-urlencoded' -d '${wrong}'`],
  ['curl', `curl --request=POST "${url}" \\\n  --data-raw "${wrong}" -o out.xml`],
  ['curl', `curl -G "${url}" -d '${wrong.replaceAll('&', "' -d '")}'`],
  ['url', `${url}&${wrong}`],
  ['form', `${query}&${wrong}`],
  ['form', `${query}&\n${wrong.replaceAll('&', '\n&')}\n`],
  ['json', JSON.stringify({ request: { method: 'POST', query, body: wrong } })],
  [
    'json',
    JSON.stringify({
      request: { query, bodyBase64: Buffer.from(wrong).toString('base64') },
      refusal: { code: 'ILLEGAL_SIGN', level: 'gateway' },
    }),
  ],
];

const read = (text: string | Buffer): ExplainInput => {
  const input = readExplainInput(Buffer.from(text));
  if (!input.ok) throw new Error(input.problem);
  return input.value;
};
const explained = (text: string | Buffer) => {
  const input = read(text);
  assert.ok('record' in input);
  return explainExchange(input.record, { keys });
};

for (const [index, [kind, text]] of forms.entries()) {
  test(`a request as ${kind}, form ${index}: the mistake is named`, () => {
    assert.equal(read(text).kind, kind);
    const { verdict, cause, signature } = explained(text);
    assert.deepEqual([verdict, cause], ['explained', 'ampersand-before-key']);
    assert.equal(signature?.serverString, right);
    assert.ok(!JSON.stringify(explained(text)).includes(key));
  });
}

test('without a key it says what was not checked', () => {
  const input = read(`${query}&${wrong}`);
  assert.ok('record' in input);
  const { verdict, unchecked } = explainExchange(input.record);
  assert.equal(verdict, 'valid');
  assert.match(unchecked.join(), /^the signature: give the MD5 key/);
});

test('what comes before and after the signature', () => {
  const change = (name: string, value: string) =>
    asked.map((parameter): Parameter => (parameter[0] === name ? [name, value] : parameter));
  const cases: readonly (readonly [string, string, RegExp])[] = [
    [
      `${query}&${bodyWith('x', change('service', 'Alipay.Acquire.Overseas.Query'))}`,
      'ILLEGAL_SERVICE',
      /meant is alipay\.acquire\.overseas\.query/,
    ],
    [`${query}&${bodyWith('x', change('partner', '12'))}`, 'ILLEGAL_PARTNER', /16 digits/],
    [`${query}&${wrong.replace('=MD5', '=md5')}`, 'ILLEGAL_SIGN_TYPE', /MD5 in capitals/],
    ['_input_charset=latin1&a=b', 'ILLEGAL_CHARSET', /_input_charset/],
    [`${query}&memo=1&memo=2`, 'ILLEGAL_ARGUMENT', /two values of memo/],
  ];
  for (const [text, code, means] of cases) {
    const explanation = explained(text);
    assert.deepEqual([explanation.verdict, explanation.cause], ['refused', code]);
    assert.match(explanation.means, means);
  }
  const without = right.replace('&partner_trans_id=A-1', '');
  const fault = explained(`${query}&${bodyWith(md5(without + key), asked.slice(0, 2))}`);
  assert.deepEqual([fault.verdict, fault.cause], ['refused', 'ILLEGAL_ARGUMENT']);
  assert.equal(fault.refusal?.parameter, 'partner_trans_id');
  assert.equal(explained(`${query}&${bodyWith(md5(right + key))}`).verdict, 'valid');
});

test('bytes of GBK that are declared UTF-8: proven with the key, a guess without', () => {
  const name = '%B2%E8';
  const signature = md5(
    Buffer.concat([Buffer.from(`${query}&memo=`), Buffer.from('B2E8', 'hex'), Buffer.from(key)]),
  );
  const form = `${query}&memo=${name}&sign=${signature}&sign_type=MD5`;
  const { verdict, cause, means } = explained(form);
  assert.deepEqual([verdict, cause], ['explained', 'string-in-other-charset']);
  assert.match(means, /the bytes are GBK, and it declares UTF-8/);
  assert.equal(explained(form.replace(signature, 'x')).verdict, 'guess');
});

test('a reply and a bare code lead to the code', () => {
  const reply =
    '<?xml version="1.0"?><alipay><is_success>F</is_success><error>ILLEGAL_SIGN</error>';
  for (const text of [reply, 'ILLEGAL_SIGN\n']) {
    const input = read(text);
    assert.ok('code' in input && input.code === 'ILLEGAL_SIGN');
  }
});

test('a record with what was stored before names the difference', () => {
  const record = {
    request: { query: `${query}&${bodyWith('x')}` },
    refusal: { code: 'CONTEXT_INCONSISTENT', level: 'business', reason: 'terms-differ' },
    stored: { partner_trans_id: 'A-2' },
  };
  const { cause, refusal } = explained(JSON.stringify(record));
  assert.equal(cause, 'CONTEXT_INCONSISTENT');
  assert.deepEqual(refusal?.differences, [
    { parameter: 'partner_trans_id', sent: 'A-1', stored: 'A-2' },
  ]);
});

test('of anything there is an answer within a second', () => {
  const anything: readonly (readonly [Buffer | string, RegExp])[] = [
    ['', /empty/],
    [' \n ', /empty/],
    [Buffer.from([0, 1, 2, 255]), /binary/],
    ['x'.repeat(1_000_000), /has 1000000 bytes/],
    [`curl '${'a'.repeat(200_000)}`, /quote without an end/],
    [`curl ${'"'.repeat(200_001)}`, /quote without an end/],
    ['curl -F a=b http://x/', /multipart/],
    ['curl -d @body.txt http://x/', /from a file/],
    ['{"a":', /broken/],
    ['[1]', /no request/],
    [`{"request":${'['.repeat(100_000)}`, /broken/],
    [`${'<a>'.repeat(60_000)}`, /no error code/],
    ['good morning', /no request/],
  ];
  for (const [text, problem] of anything) {
    const startedAt = process.cpuUsage();
    const input = readExplainInput(Buffer.from(text));
    assert.match(input.ok ? 'read' : input.problem, problem);
    const { user, system } = process.cpuUsage(startedAt);
    assert.ok(user + system < 1_000_000);
  }
  const wide = Array.from({ length: 20_000 }, (_, index) => `a${index}=${index}`).join('&');
  const startedAt = process.cpuUsage();
  assert.ok(explained(`${wide}&sign=${'0'.repeat(32)}&sign_type=MD5`).cause);
  const { user, system } = process.cpuUsage(startedAt);
  assert.ok(user + system < 1_000_000);
});
