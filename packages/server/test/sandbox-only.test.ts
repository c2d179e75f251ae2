/**
 * Goal: what only a sandbox has is out of reach in any other installation.
 * Method: a server without sandbox; every declared route that a sandbox alone serves is called as its operator.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { operationsApi } from '@sampan/api';
import { createTestDatabase, type TestDatabase } from '#test-kit';
import type { RunningServer } from '../src/main/serve-options.ts';
import { serveHere } from './serve-here.ts';

let database: TestDatabase;
let dataFolder: string;
let server: RunningServer;

before(async () => {
  database = await createTestDatabase();
  dataFolder = await mkdtemp(join(tmpdir(), 'sampan-real-'));
  server = await serveHere({ database, dataFolder, sandbox: false, record: false });
});
after(async () => {
  await server.stop();
  await database.drop();
  await rm(dataFolder, { recursive: true, force: true });
});

const partner = '2088000000000016';

/** Well-formed, so that nothing else is refused first. */
const bodies: Readonly<Record<string, object>> = {
  'POST /admin/clock/advance': { by: '1s' },
  'POST /admin/clock/set': { to: '2026-11-22T00:20:00+08:00' },
  'POST /admin/scenarios': { when: {}, then: ['pass'] },
  'PUT /admin/scenarios/:id': { when: {}, then: ['pass'] },
  'POST /admin/exchanges/:id/again': { set: {} },
  'POST /admin/worlds': {},
  'POST /admin/requests': { partner, parameters: [{ name: 'service', value: 'none' }] },
};
const queries: Readonly<Record<string, string>> = {
  'GET /admin/acceptance': `?partner=${partner}`,
  'GET /admin/exchanges/:id/copy': '?as=curl',
};

/** As its operator, who has the token. */
async function ask(method: string, path: string, body?: object) {
  const response = await fetch(`${server.admin}${path}`, {
    method,
    headers: {
      authorization: 'Bearer operator-token-of-a-test',
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, code: JSON.parse(text).error?.code, headers: response.headers };
}

const routes = Object.entries(operationsApi)
  .filter(([, route]) => {
    const codes = Object.keys('errors' in route ? route.errors : {});
    return codes.includes('sandbox-only') || codes.includes('worlds-unavailable');
  })
  .map(([name]) => name);

test('the declared routes of a sandbox are those of worlds, clock, scenarios and the record', () => {
  const areas = new Set(routes.map((name) => name.split('/')[2]));
  assert.deepEqual([...areas].sort(), [
    'acceptance',
    'advice',
    'clock',
    'exchange-codes',
    'exchange-count',
    'exchange-events',
    'exchanges',
    'exchanges.csv',
    'requests',
    'scenarios',
    'worlds',
  ]);
  for (const name of Object.keys(operationsApi)) {
    if (!/\/(worlds|scenarios|exchange)/.test(name)) continue;
    assert.ok(routes.includes(name), `${name} declares that only a sandbox has it`);
  }
});

for (const name of routes) {
  test(`${name} is refused`, async () => {
    const [method = '', path = ''] = name.split(' ');
    const url = path.replace(/:\w+/g, 'any') + (queries[name] ?? '');
    const { status, code } = await ask(method, url, bodies[name]);
    assert.equal(status, 409);
    assert.ok(code === 'sandbox-only' || code === 'worlds-unavailable', code);
  });
}

test('no world is served on either port, and no exchange is named', async () => {
  for (const world of ['main', 'any']) {
    for (const path of ['gateway.do', 'wallet/api/me', 'admin/partners']) {
      for (const port of [server.publicPort, server.admin]) {
        const answer = await fetch(`${port}/w/${world}/${path}`);
        await answer.text();
        assert.ok([401, 404].includes(answer.status), `${port}/w/${world}/${path}`);
      }
    }
  }
  const answer = await fetch(`${server.gateway}?service=none`);
  await answer.text();
  assert.equal(answer.headers.get('sampan-exchange'), null);
});
