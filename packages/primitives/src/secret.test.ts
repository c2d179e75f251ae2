// Goal: ordinary printing never reveals a secret.
// Method: try every ordinary way of printing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { format, inspect } from 'node:util';
import { secret } from './index.ts';

test('a secret hides, and is revealed only by name', () => {
  const key = secret('opensesame');
  const ways = [
    `${key}`,
    JSON.stringify({ key }),
    inspect({ key }, { depth: 9 }),
    format('%o', key),
  ];
  for (const shown of ways) assert.ok(!shown.includes('opensesame'), shown);
  assert.equal(key.reveal(), 'opensesame');
});
