// Goal: requests are read as real clients send them (09 §1).
// Method: one row per form of request.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRequest } from './index.ts';

interface Case {
  readonly what: string;
  readonly method?: string;
  readonly query?: string;
  readonly type?: string;
  readonly body?: string | Buffer;
  /** parameters, charset, replyCharset – or code and replyCharset */
  readonly read:
    | readonly [Readonly<Record<string, string>>, string, string]
    | readonly [string, string];
}

const post = 'application/x-www-form-urlencoded;charset=UTF-8';

const cases: readonly Case[] = [
  {
    what: 'GET',
    method: 'GET',
    query: '_input_charset=utf-8&a=1+2',
    read: [{ _input_charset: 'utf-8', a: '1 2' }, 'UTF-8', 'UTF-8'],
  },
  {
    what: 'GET passes over a body',
    method: 'GET',
    query: 'a=1',
    body: 'b=2',
    read: [{ a: '1' }, 'GBK', 'GBK'],
  },
  {
    what: 'charset in the URL only',
    query: '_input_charset=UTF-8',
    body: 'a=%E8%8C%B6',
    read: [{ _input_charset: 'UTF-8', a: '茶' }, 'UTF-8', 'UTF-8'],
  },
  {
    what: 'charset in the body only: answered in GBK',
    body: '_input_charset=UTF-8&a=%E8%8C%B6',
    read: [{ _input_charset: 'UTF-8', a: '茶' }, 'UTF-8', 'GBK'],
  },
  {
    what: 'charset in both counts once',
    query: '_input_charset=UTF-8',
    body: 'a=1&_input_charset=UTF-8',
    read: [{ _input_charset: 'UTF-8', a: '1' }, 'UTF-8', 'UTF-8'],
  },
  {
    what: 'charset after the text',
    body: 'a=%B2%E8&_input_charset=GBK',
    read: [{ a: '茶', _input_charset: 'GBK' }, 'GBK', 'GBK'],
  },
  { what: 'no charset: GBK', body: 'a=%B2%E8', read: [{ a: '茶' }, 'GBK', 'GBK'] },
  {
    what: 'an empty charset is none',
    query: '_input_charset=',
    body: 'a=%B2%E8',
    read: [{ _input_charset: '', a: '茶' }, 'GBK', 'GBK'],
  },
  {
    what: 'GB2312 is read as GBK and keeps its name',
    query: '_input_charset=gb2312',
    body: 'a=%8F%64',
    read: [{ _input_charset: 'gb2312', a: '廳' }, 'GB2312', 'GB2312'],
  },
  {
    what: 'GBK under a header that says UTF-8',
    query: '_input_charset=GBK',
    type: post,
    body: 'a=%B2%E8',
    read: [{ _input_charset: 'GBK', a: '茶' }, 'GBK', 'GBK'],
  },
  {
    what: 'malformed type of the demos',
    type: 'application/x-www-form-urlencoded; text/html; charset=utf-8',
    body: 'a=1',
    read: [{ a: '1' }, 'GBK', 'GBK'],
  },
  {
    what: 'type in other letters',
    type: 'Application/X-WWW-Form-Urlencoded ; x',
    body: 'a=1',
    read: [{ a: '1' }, 'GBK', 'GBK'],
  },
  { what: 'no type', type: '', body: 'a=1', read: [{ a: '1' }, 'GBK', 'GBK'] },
  {
    what: 'an empty parameter stays in the echo',
    body: 'a=&b=1',
    read: [{ a: '', b: '1' }, 'GBK', 'GBK'],
  },
  {
    what: 'an unknown parameter stays',
    body: 'sendFormat=normal',
    read: [{ sendFormat: 'normal' }, 'GBK', 'GBK'],
  },
  {
    what: 'the same value twice counts once',
    query: 'a=1',
    body: 'a=1&a=1',
    read: [{ a: '1' }, 'GBK', 'GBK'],
  },

  { what: 'two values', body: 'a=1&a=2', read: ['ILLEGAL_ARGUMENT', 'GBK'] },
  {
    what: 'two values, URL and body',
    query: '_input_charset=UTF-8&a=1',
    body: 'a=2',
    read: ['ILLEGAL_ARGUMENT', 'UTF-8'],
  },
  { what: 'a value and none', body: 'a=1&a=', read: ['ILLEGAL_ARGUMENT', 'GBK'] },
  {
    what: 'two spellings of one charset',
    query: '_input_charset=UTF-8',
    body: '_input_charset=utf-8',
    read: ['ILLEGAL_ARGUMENT', 'UTF-8'],
  },
  {
    what: 'unknown charset in the URL',
    query: '_input_charset=BIG5',
    body: 'a=1',
    read: ['ILLEGAL_CHARSET', 'GBK'],
  },
  {
    what: 'unknown charset in the body',
    body: 'a=1&_input_charset=BIG5',
    read: ['ILLEGAL_CHARSET', 'GBK'],
  },
  { what: 'charset of bytes', query: '_input_charset=%FF', read: ['ILLEGAL_CHARSET', 'GBK'] },
  {
    what: 'not UTF-8',
    query: '_input_charset=UTF-8',
    body: 'a=%B2%E8',
    read: ['ILLEGAL_ARGUMENT', 'UTF-8'],
  },
  { what: 'not GBK', body: 'a=%B2', read: ['ILLEGAL_ARGUMENT', 'GBK'] },
  {
    what: 'broken escape',
    query: '_input_charset=UTF-8',
    body: 'a=%4',
    read: ['ILLEGAL_ARGUMENT', 'UTF-8'],
  },
  { what: 'broken escape in the URL', query: 'a=%4', read: ['ILLEGAL_ARGUMENT', 'GBK'] },
  { what: 'U+0000', body: 'a=1%00', read: ['ILLEGAL_ARGUMENT', 'GBK'] },
  {
    what: 'unpaired surrogate',
    query: '_input_charset=UTF-8',
    body: 'a=%ED%A0%80',
    read: ['ILLEGAL_ARGUMENT', 'UTF-8'],
  },
  { what: 'a control that XML cannot carry', body: 'a=%1B', read: ['ILLEGAL_ARGUMENT', 'GBK'] },
  { what: 'a control in a name', body: 'a%01=1', read: ['ILLEGAL_ARGUMENT', 'GBK'] },
  {
    what: 'U+FFFE',
    query: '_input_charset=UTF-8',
    body: 'a=%EF%BF%BE',
    read: ['ILLEGAL_ARGUMENT', 'UTF-8'],
  },
  { what: 'JSON body', type: 'application/json', body: '{}', read: ['ILLEGAL_ARGUMENT', 'GBK'] },
  {
    what: 'multipart body',
    type: 'multipart/form-data; boundary=x',
    body: '--x',
    read: ['ILLEGAL_ARGUMENT', 'GBK'],
  },
];

for (const { what, method = 'POST', query = '', type = post, body, read } of cases) {
  test(`request: ${what}`, () => {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    const result = readRequest({ method, query, contentType: type, body: bytes });
    const seen = result.ok
      ? [
          Object.fromEntries(result.value.parameters),
          result.value.charset,
          result.value.replyCharset,
        ]
      : [result.problem.code, result.problem.replyCharset];
    assert.deepEqual(seen, read);
  });
}

test('tab and line ends are no reason to refuse', () => {
  const result = readRequest({ method: 'GET', query: 'a=1%09%0D%0A2' });
  assert.ok(result.ok);
  assert.equal(result.value.parameters.get('a'), '1\t\r\n2');
});

test('parameters keep the order of arrival, the URL first', () => {
  const result = readRequest({ method: 'POST', query: 'z=1', body: Buffer.from('b=2&a=3') });
  assert.ok(result.ok);
  assert.deepEqual([...result.value.parameters.keys()], ['z', 'b', 'a']);
});
