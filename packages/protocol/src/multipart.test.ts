/**
 * Goal: a multipart body is split into the bytes of its parts; a broken one is refused immediately.
 * Method: bodies as PHP's cURL writes them, also truncated, damaged, or with another boundary.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asyncProperty, integer, assert as property, uint8Array } from 'fast-check';
import { isMultipart, splitMultipart } from './multipart.ts';

const boundary = '------------------------d74496d66958873e';
const type = `multipart/form-data; boundary=${boundary}`;

const part = (headers: string, value: Buffer | string): Buffer =>
  Buffer.concat([Buffer.from(`--${boundary}\r\n${headers}\r\n\r\n`), Buffer.from(value), end]);
const end = Buffer.from('\r\n');
const field = (name: string, value: Buffer | string) =>
  part(`Content-Disposition: form-data; name="${name}"`, value);
const body = (...parts: readonly Buffer[]) =>
  Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);

const split = async (source: Buffer, contentType = type) => {
  const result = await splitMultipart(source, contentType);
  return result.ok ? result.value : result.problem;
};

const gbk = Buffer.from('9c79d487', 'hex');
const php = body(field('service', 'x'), field('subject', gbk), field('memo', ''), field('a', '1'));

test('each part is a parameter, in the order of the body, and its bytes stay', async () => {
  assert.deepEqual(await split(php), [
    ['service', 'x'],
    ['subject', gbk],
    ['memo', ''],
    ['a', '1'],
  ]);
  const chinese = Buffer.from('測試');
  const named = body(
    part('Content-Disposition: form-data; name=bare', 'a\r\n--b\r\n'),
    part(
      'content-disposition: form-data; name="own"\r\nContent-Type: text/plain; charset=GBK',
      chinese,
    ),
    part(
      'Content-Disposition: form-data; name="bin"\r\nContent-Type: application/octet-stream',
      gbk,
    ),
  );
  assert.deepEqual(await split(named), [
    ['bare', 'a\r\n--b\r\n'],
    ['own', chinese],
    ['bin', gbk],
  ]);
  assert.deepEqual(await split(body()), []);
  assert.deepEqual(await split(php, `Multipart/Form-Data; charset=GBK; boundary="${boundary}"`), [
    ...((await split(php)) as []),
  ]);
});

test('what is no such body has its reason', async () => {
  const broken = 'multipart: broken off, or without its boundary';
  assert.equal(await split(php, 'multipart/form-data'), 'multipart: no boundary');
  assert.equal(await split(php, 'multipart/form-data; boundary=other'), broken);
  assert.equal(await split(Buffer.from('{}')), broken);
  assert.equal(await split(php.subarray(0, -6)), broken);
  const file = part('Content-Disposition: form-data; name="a"; filename="a.txt"', 'x');
  assert.equal(await split(body(file)), 'multipart: a part with a file name');
  const empty = part(`Content-Disposition: form-data; name="a"; filename=""`, 'x');
  assert.equal(await split(body(field('b', '1'), empty)), 'multipart: a part with a file name');
  const extended = part(`Content-Disposition: form-data; name="a"; filename*=UTF-8''a`, 'x');
  assert.equal(await split(body(extended)), 'multipart: a part with a file name');
  const nameless = part('Content-Disposition: form-data', 'x');
  assert.equal(await split(body(nameless)), 'multipart: a part without a name');
  const long = 'multipart: a name of more than 256 characters';
  assert.equal(await split(body(field('a'.repeat(257), '1'))), long);
  const many = Array.from({ length: 257 }, (_, index) => field(`a${index}`, ''));
  assert.equal(await split(body(...many)), 'multipart: more than 256 parts');
  assert.equal(((await split(body(...many.slice(1)))) as []).length, 256);
});

test('however a body is cut off or damaged, it is answered', async () => {
  for (let length = 1; length <= php.length; length++) {
    const answer = await split(php.subarray(0, length));
    // Only the line end after the last boundary may be missing.
    assert.equal(typeof answer, length < php.length - 2 ? 'string' : 'object', String(length));
  }
  const damaged = asyncProperty(
    integer({ min: 0, max: php.length - 1 }),
    uint8Array({ minLength: 1, maxLength: 40 }),
    async (at, bytes) => {
      const copy = Buffer.from(php);
      copy.set(bytes.subarray(0, copy.length - at), at);
      await split(copy);
      await split(Buffer.from(bytes));
    },
  );
  await property(damaged, { numRuns: 500 });
});

test('a large value comes whole', async () => {
  const value = Buffer.alloc(65_000, 'x');
  assert.deepEqual(await split(body(field('a', value), field('b', '2'))), [
    ['a', value.toString()],
    ['b', '2'],
  ]);
});

test('only multipart/form-data is read so', () => {
  for (const yes of [type, 'MULTIPART/FORM-DATA', 'multipart/form-data;boundary=x'])
    assert.ok(isMultipart(yes));
  for (const no of ['multipart/mixed; boundary=x', 'multipart/form-datax', '', undefined])
    assert.ok(!isMultipart(no));
});
