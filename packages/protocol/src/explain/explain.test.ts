// Goal: each classic mistake with a signature is named, alone and with a second one.
// Method: a message signed with the mistake, by code that does not share the recipes; the causes
// that are found are compared.
import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { test } from 'node:test';
import { secret } from '@sampan/primitives';
import { explainSignature, type SignatureCase } from './index.ts';

const key = 'a0b1c2d3e4f5a0b1c2d3e4f5a0b1c2d3';
const rsa = generateKeyPairSync('rsa', { modulusLength: 1_024 });
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 1_024 });

/** Sent in this order. */
const sent: readonly (readonly [string, string])[] = [
  ['service', 'alipay.acquire.overseas.spot.pay'],
  ['partner', '2088000000000001'],
  ['_input_charset', 'UTF-8'],
  ['trans_name', ' 檸檬茶 a+b 100%25 '],
  ['memo', ''],
  ['extend_info', '{ "store_id": "A101" }'],
  ['Zone', 'HK'],
];

/** The signed string, written out: sorted by byte, without the empty one. */
const values = {
  zone: 'Zone=HK',
  charset: '_input_charset=UTF-8',
  info: 'extend_info={ "store_id": "A101" }',
  partner: 'partner=2088000000000001',
  service: 'service=alipay.acquire.overseas.spot.pay',
  name: 'trans_name= 檸檬茶 a+b 100%25 ',
};
const right = Object.values(values).join('&');
const changed = (change: Partial<typeof values>): string =>
  Object.values({ ...values, ...change }).join('&');

const md5 = (text: string | Buffer): string => createHash('md5').update(text).digest('hex');

const caseOf = (signature: string, change: Partial<SignatureCase> = {}): SignatureCase => ({
  parameters: [...sent, ['sign', signature], ['sign_type', 'MD5']],
  charset: 'UTF-8',
  keys: { md5Key: secret(key) },
  ...change,
});

const causesOf = (message: SignatureCase): string =>
  explainSignature(message)
    .causes.map(({ cause }) => cause)
    .join(' + ');

test('a right signature is valid', () => {
  assert.equal(explainSignature(caseOf(md5(right + key))).verdict, 'valid');
});

test('each mistake of a program that signs', () => {
  const signed: readonly (readonly [string, string])[] = [
    ['sign-type-signed', `${changed({ service: `${values.service}&sign_type=MD5` })}${key}`],
    ['empty-values-signed', `${changed({ info: `${values.info}&memo=` })}${key}`],
    ['charset-only-in-url', `${right.replace(`${values.charset}&`, '')}${key}`],
    [
      'values-url-encoded',
      `${changed({
        info: `extend_info=${encodeURIComponent('{ "store_id": "A101" }')}`,
        name: `trans_name=${encodeURIComponent(' 檸檬茶 a+b 100%25 ')}`,
      })}${key}`,
    ],
    ['values-trimmed', `${changed({ name: values.name.replace('= ', '=').trimEnd() })}${key}`],
    ['json-reencoded', `${changed({ info: 'extend_info={"store_id":"A101"}' })}${key}`],
    ['values-decoded-twice', `${changed({ name: 'trans_name= 檸檬茶 a b 100% ' })}${key}`],
    ['blank-became-plus', `${changed({ name: 'trans_name= 檸檬茶 a b 100%25 ' })}${key}`],
    [
      'unsorted',
      `${sent
        .filter(([, value]) => value !== '')
        .map(([name, value]) => `${name}=${value}`)
        .join('&')}${key}`,
    ],
    [
      'sorted-ignoring-case',
      `${[values.info, values.charset, values.partner, values.service, values.name, values.zone].join('&')}${key}`,
    ],
    ['key-whitespace', `${right}${key}\n`],
    ['key-whitespace', `${right}${key} `],
    ['ampersand-before-key', `${right}&${key}`],
    ['key-as-parameter', `${right}&key=${key}`],
    ['key-in-front', `${key}${right}`],
    ['no-key', right],
  ];
  for (const [cause, text] of signed) assert.equal(causesOf(caseOf(md5(text))), cause);
  assert.equal(causesOf(caseOf(md5(right + key).toUpperCase())), 'upper-case-digest');
});

test('the wrong charset, and the wrong key', () => {
  const gbk = {
    parameters: [
      ['_input_charset', 'GBK'],
      ['trans_name', '茶'],
      ['sign', ''],
      ['sign_type', 'MD5'],
    ],
  } as const;
  const signature = md5(`_input_charset=GBK&trans_name=茶${key}`);
  const parameters = gbk.parameters.map(
    ([name, value]) => [name, name === 'sign' ? signature : value] as const,
  );
  assert.equal(causesOf(caseOf('', { parameters, charset: 'GBK' })), 'string-in-other-charset');
  const otherKeys = [
    {
      kind: 'partner' as const,
      name: 'partner 2088000000000002',
      keys: { md5Key: secret('x'.repeat(32)) },
    },
  ];
  const explained = explainSignature(caseOf(md5(right + 'x'.repeat(32)), { otherKeys }));
  assert.equal(explained.causes[0]?.cause, 'other-partner-key');
  assert.match(explained.causes[0]?.means ?? '', /2088000000000002/);
});

test('what a framework did to a form before it was verified', () => {
  const form = 'subject=a%2Bb+%26c&notify_id=1';
  const signature = md5(`notify_id=1&subject=a+b &c${key}`);
  const tail = `&sign=${signature}&sign_type=MD5`;
  const received = (body: string): SignatureCase => ({
    parameters: [...new URLSearchParams(body)],
    charset: 'UTF-8',
    form: body,
    keys: { md5Key: secret(key) },
  });
  assert.equal(explainSignature(received(form + tail)).verdict, 'valid');
  assert.equal(causesOf(received(`subject=a+b+%26c&notify_id=1${tail}`)), '');
  const plain = md5(`notify_id=1&subject=a+b${key}`);
  const decodedBody = `subject=a+b&notify_id=1&sign=${plain}&sign_type=MD5`;
  assert.equal(causesOf(received(decodedBody)), 'values-decoded-twice');
  const percent = md5(`notify_id=1&subject=50%25${key}`);
  const twice = `subject=50%25&notify_id=1&sign=${percent}&sign_type=MD5`;
  assert.equal(causesOf(received(twice)), 'values-decoded-twice');
  const mixed = md5(`notify_id=1&subject=a+b=c${key}`);
  const unescaped = `subject=a+b%3Dc&notify_id=1&sign=${mixed}&sign_type=MD5`;
  assert.equal(causesOf(received(unescaped)), 'plus-became-blank');
});

test('RSA: another key, another digest, a changed Base64', () => {
  const signed = (hash: string, by = rsa, type = 'RSA2', change = (text: string) => text) => {
    const signature = sign(hash, Buffer.from(right), by.privateKey).toString('base64');
    return caseOf('', {
      parameters: [...sent, ['sign', change(signature)], ['sign_type', type]],
      keys: { publicKey: rsa.publicKey },
      otherKeys: [
        { kind: 'own' as const, name: 'own key', keys: { publicKey: otherRsa.publicKey } },
      ],
    });
  };
  assert.equal(explainSignature(signed('sha256')).verdict, 'valid');
  assert.equal(causesOf(signed('sha1')), 'sha1-as-rsa2');
  assert.equal(causesOf(signed('sha256', rsa, 'RSA')), 'sha256-as-rsa');
  assert.equal(causesOf(signed('sha256', otherRsa)), 'own-key');
});

test('two mistakes at once, with both strings and where they differ', () => {
  const text = changed({ service: `${values.service}&sign_type=MD5` });
  const explained = explainSignature(caseOf(md5(`${text}&${key}`)));
  assert.deepEqual(
    explained.causes.map(({ cause }) => cause),
    ['sign-type-signed', 'ampersand-before-key'],
  );
  assert.equal(explained.serverString, right);
  assert.equal(explained.yourString, text);
  assert.equal(explained.firstDifference?.offset, right.indexOf('&trans_name') + 1);
});

test('when no mistake fits it says that it guesses, within 100 ms of a core, and shows no key', () => {
  const took = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    const explained = explainSignature(caseOf('0'.repeat(32)));
    const { user, system } = process.cpuUsage(before);
    assert.equal(explained.verdict, 'guess');
    assert.equal(explained.guess?.cause, 'changed-after-signing');
    assert.deepEqual(explained.causes, []);
    assert.ok(explained.ruledOut.length > 20);
    assert.ok(!JSON.stringify(explained).includes(key));
    return (user + system) / 1_000;
  });
  assert.ok(Math.min(...took) < 100, `${took} ms`);
});
