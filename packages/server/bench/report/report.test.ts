/**
 * Goal: reports show the measured figures.
 * Method: made-up results, rendered and compared.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figuresOf, type Results } from '../suite/results.ts';
import { markdownOf } from './markdown.ts';
import { renderSvg } from './svg.ts';
import { textOf } from './text.ts';

const results: Results = {
  machine: { cores: 2, memoryGb: 24, node: '20.20.2' },
  rounds: 3,
  payments: 20_000,
  neighbours: 0.031,
  figures: [
    figuresOf({ name: 'spot.pay MD5', kind: 'operation', connections: 64 }, [
      { perSecond: 4_000, serverUs: 150, postgresUs: 90, p50Ms: 15, p99Ms: 40 },
      { perSecond: 5_000, serverUs: 140, postgresUs: 95, p50Ms: 13, p99Ms: 30 },
      { perSecond: 3_000, serverUs: 160, postgresUs: 99, p50Ms: 20, p99Ms: 60 },
    ]),
    figuresOf({ name: 'bare <http>', kind: 'rival', connections: 1 }, [{ perSecond: 90_000 }]),
  ],
  latencies: [
    {
      name: 'spot.pay MD5',
      load: 0.6,
      perSecond: 2_400,
      serverUs: 170,
      postgresUs: 99,
      p50Ms: 4,
      p99Ms: 12,
    },
  ],
};

test('text and Markdown say median, spread and the machine', () => {
  for (const report of [textOf(results), markdownOf(results)]) {
    assert.match(
      report,
      /2 cores, 24 GB of memory, Node 20\.20\.2; 3 rounds of 20000 payments; other programs took 3 % of the cores/,
    );
    assert.match(
      report,
      /spot\.pay MD5[ |]+64[ |]+4000[ |]+3000–5000[ |]+150[ |]+95[ |]+15\.0[ |]+40\.0/,
    );
    assert.match(report, /60 %[ |]+2400[ |]+170[ |]+99[ |]+4\.0[ |]+12\.0/);
  }
});

test('the picture is well formed, keeps to its frame, and escapes names', () => {
  const svg = renderSvg(results);
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
  const bars = [...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"/g)];
  assert.ok(bars.length >= 6);
  for (const [, x, y, long] of bars) {
    assert.ok(
      Number(x) + Number(long) <= Number(width),
      `a bar ends at ${Number(x) + Number(long)}`,
    );
    assert.ok(Number(y) < Number(height));
  }
  assert.ok(svg.includes('bare &lt;http&gt;'));
  // It would leave no room for the others.
  assert.ok(svg.includes('≫ 90000'));
  assert.equal(svg.match(/<text/g)?.length, svg.match(/<\/text>/g)?.length);
});
