/**
 * Goal: the output of compared programs is read correctly.
 * Method: their original output.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bareReply } from './bare-server.ts';
import { parseOpensslSpeed } from './openssl.ts';
import { parsePgbenchLog, parsePgbenchReport } from './pgbench-report.ts';

test("pgbench's rate and latencies, which hold the lag behind the schedule", () => {
  const report = 'latency average = 6.1 ms\ntps = 5301.250000 (without initial connection time)\n';
  assert.equal(parsePgbenchReport(report), 5301.25);
  assert.ok(Number.isNaN(parsePgbenchReport('number of transactions actually processed: 0\n')));
  const log = '0 1 2500 0 1700000000 1\n3 7 500 0 1700000000 9 120\n0 8 skipped 0 1700000001 2 9\n';
  assert.deepEqual(parsePgbenchLog(log), [2.5, 0.5]);
});

test("openssl's speed, with and without its columns of seconds for each", () => {
  const output =
    '                  sign    verify    sign/s verify/s\nrsa 2048 bits 0.000500s 0.000020s   2000.0  50000.0\n';
  assert.deepEqual(parseOpensslSpeed(output), { signUs: 500, verifyUs: 20 });
});

test('a bare server answers the body and type of the reply that it was shown', () => {
  const reply =
    'HTTP/1.1 200 OK\r\nContent-Type: text/xml;charset=UTF-8\r\nContent-Length: 4\r\n\r\n<a/>';
  assert.deepEqual(bareReply(reply), { contentType: 'text/xml;charset=UTF-8', body: '<a/>' });
});
