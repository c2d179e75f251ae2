/**
 * Goal: a call of a route becomes the request that its declaration says.
 * Method: a fetch that keeps what it is asked and answers what the test says.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from '@sinclair/typebox';
import { createClient, type Fetch, Refused } from './client.ts';
import type { Api } from './route.ts';

const api = {
  'GET /shelves/:shelf/books': {
    summary: 'Lists books.',
    params: Type.Object({ shelf: Type.String() }),
    query: Type.Object({
      limit: Type.Optional(Type.Integer()),
      after: Type.Optional(Type.String()),
    }),
    reply: Type.Object({ items: Type.Array(Type.String()) }),
  },
  'POST /books': {
    summary: 'Adds a book.',
    body: Type.Object({ title: Type.String() }),
    reply: Type.Object({ id: Type.Integer() }),
  },
  'GET /books/:id/text': {
    summary: 'Sends a book.',
    params: Type.Object({ id: Type.Integer() }),
    stream: { type: 'text/plain', description: 'What it says.' },
    errors: { 'book-unknown': 404 },
  },
} as const satisfies Api;

type Request = Parameters<Fetch>[1] & { readonly url: string };

function library(status: number, answer: string) {
  const asked: Request[] = [];
  const client = createClient<typeof api>({
    url: 'http://127.0.0.1:1/base/',
    headers: { authorization: 'Bearer token' },
    async fetch(url, request) {
      asked.push({ url, ...request });
      return { status, text: async () => answer };
    },
  });
  return { client, asked };
}

test('parameters and query are written into the address', async () => {
  const { client, asked } = library(200, '{"items":["a"]}');
  const query = { limit: 2, after: 'x&y' };
  const { items } = await client('GET /shelves/:shelf/books', { params: { shelf: 'a/b' }, query });
  assert.deepEqual(items, ['a']);
  await client('GET /shelves/:shelf/books', { params: { shelf: 'c' } });
  assert.deepEqual(
    asked.map(({ method, url }) => `${method} ${url}`),
    [
      'GET http://127.0.0.1:1/base/shelves/a%2Fb/books?limit=2&after=x%26y',
      'GET http://127.0.0.1:1/base/shelves/c/books',
    ],
  );
});

test('a body is sent as JSON, with the key of a request that must be carried out once', async () => {
  const { client, asked } = library(201, '{"id":7}');
  const { id } = await client('POST /books', { body: { title: '茶' }, idempotencyKey: 'k' });
  assert.equal(id, 7);
  assert.deepEqual(asked[0]?.headers, {
    authorization: 'Bearer token',
    'content-type': 'application/json',
    'idempotency-key': 'k',
  });
  assert.equal(asked[0]?.body, '{"title":"茶"}');
});

test('bytes are left to the caller to read; a refusal is a refusal', async () => {
  const asked = { params: { id: 7 } };
  const { client } = library(200, 'Once upon a time');
  const { text } = await client.stream('GET /books/:id/text', asked);
  assert.equal(await text(), 'Once upon a time');
  const empty = library(404, '{"error":{"code":"book-unknown","message":"There is no book 7"}}');
  await assert.rejects(empty.client.stream('GET /books/:id/text', asked), {
    code: 'book-unknown',
    message: 'There is no book 7',
  });
});

const refusals = [
  [409, '{"error":{"code":"taken","message":"It is","field":"title"}}', 'taken', 'It is', 'title'],
  [502, '<html>', 'no-answer', 'The server at http://127.0.0.1:1/base answered 502', undefined],
  [200, '[]', 'no-answer', 'The server at http://127.0.0.1:1/base answered 200', undefined],
] as const;
for (const [status, answer, code, message, field] of refusals) {
  test(`${status} ${answer} is refused as ${code}`, async () => {
    const { client } = library(status, answer);
    await assert.rejects(client('POST /books', { body: { title: 'x' } }), (error) => {
      assert.ok(error instanceof Refused);
      const { name: _, ...said } = { ...error, message: error.message };
      assert.deepEqual(said, { status, code, message, field });
      return true;
    });
  });
}
