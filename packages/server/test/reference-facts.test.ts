/**
 * Goal: what the wire reference says about services, error codes and retries is what the gateway does.
 * Method: its data and pages are compared with the gateway's handlers and the notifier's schedule.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { minutes } from '@sampan/primitives';
import { isErrorCode } from '@sampan/protocol';
import { allServices } from '@sampan/protocol/reference';
import { handlerOf } from '../src/gateway/handlers.ts';
import { schedules } from '../src/notification/schedule.ts';

const services = allServices();
const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

test('a service is in the contracts that the reference names', () => {
  for (const { name, contracts } of services) {
    // Answered without a signature, so it has no such handler.
    if (name === 'notify_verify') continue;
    assert.deepEqual(handlerOf(name)?.contracts, contracts, name);
  }
});

/** The file of a service's handler, where it is not called like the service. */
const fileOf: Readonly<Record<string, string>> = {
  'forex-rate-file': 'rate-file',
  'spot-cancel': 'reverse',
};

/** Files whose refusals are those of every handler that imports them. */
const sharedFiles: Readonly<Record<string, string>> = {
  '../merchant-code.ts': 'packages/server/src/gateway/merchant-code.ts',
  './cancel.ts': 'packages/server/src/gateway/services/cancel.ts',
};

test('a code that a service answers is in its table', () => {
  const folder = 'packages/server/src/gateway/services/';
  let found = 0;
  for (const { short, errors } of services) {
    if (short === 'notify-verify') continue;
    const source = read(`${folder}${fileOf[short] ?? short}.ts`);
    const shared = Object.entries(sharedFiles).flatMap(([from, path]) =>
      source.includes(`from '${from}'`) ? [read(path)] : [],
    );
    // Without a platform id there is no unknown trade: the cancel leaves a tombstone.
    const never = source.includes(`from './cancel.ts'`) ? ['TRADE_NOT_EXIST'] : [];
    const codes = [source, ...shared].flatMap(refusalsIn).filter((code) => !never.includes(code));
    const listed = new Set<string>(errors.map(({ code }) => code));
    for (const code of codes) {
      found += 1;
      assert.ok(listed.has(code), `${short} answers ${code}`);
    }
  }
  assert.ok(found > 60, `${found} codes`);
});

/** The codes in a handler's source; a refund query reports one as a fact, not as a refusal. */
const refusalsIn = (source: string): readonly string[] =>
  [...source.replace(/refund_error_code: '\w+'/g, '').matchAll(/'([A-Z][A-Z_]{4,})'/g)]
    .map(([, code = '']) => code)
    .filter((code) => isErrorCode(code));

test('every handler is described', () => {
  const files = readdirSync(new URL('packages/server/src/gateway/services/', root))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => name.replace(/\.ts$/, ''));
  const described = services.map(({ short }) => fileOf[short] ?? short);
  assert.deepEqual(
    files.filter((file) => !described.includes(file)),
    [],
  );
});

test('the page of notifications has the schedule of the Hong Kong documents', () => {
  const page = read('docs/reference/notifications.md');
  const rows = [...page.matchAll(/^\| \d \| (\d+) (min|h) \|$/gm)];
  const gaps = rows.map(([, count, unit]) => minutes(Number(count) * (unit === 'h' ? 60 : 1)));
  assert.deepEqual(gaps, schedules['hong-kong']);
});
