/**
 * Goal: the reference of the wire is current, complete in three languages, and its examples are real.
 * Method: the pages are generated again and compared; examples are verified as the other side would.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, test } from 'node:test';
import { required, secret } from '@sampan/primitives';
import {
  readNotification,
  readReply,
  readRequest,
  readSettlementFile,
  readTransactionFile,
  serviceOf,
  verifyReply,
  verifyRequest,
} from '../src/index.ts';
import {
  allErrors,
  allServices,
  commonEntries,
  envelopeEntries,
  exampleKey,
  type FieldEntry,
  notificationEntries,
  settlementFile,
  type Text,
  transactionFile,
  typeIn,
  workedExample,
  workedNotification,
} from '../src/reference/index.ts';
import * as declarations from '../src/services/index.ts';
import { flat } from '../test-kit/markdown.ts';
import { wirePages } from '../test-kit/pages.ts';

const folder = new URL('../../../docs/reference/', import.meta.url);
const generated = await wirePages();
const services = allServices();
const keys = { md5Key: secret(exampleKey) };

const committed = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.md'));
const textOf = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

describe('the pages', () => {
  test('are up to date; else run npm run reference', () => {
    for (const [name, text] of Object.entries(generated)) {
      assert.ok(committed.includes(name), `docs/reference/${name} is missing`);
      assert.equal(textOf(name), text, `docs/reference/${name} is stale`);
    }
  });

  test('are all that is there, beside those of our own APIs and the scenarios', () => {
    const others = committed.filter((name) => generated[name] === undefined);
    assert.deepEqual(others.sort(), [
      'buyer-api.md',
      'operations-api.md',
      'partner-api.md',
      'scenarios.md',
    ]);
  });

  test('link only to pages that exist, and each is linked', () => {
    const linked = new Set<string>();
    for (const name of committed) {
      for (const [, target = ''] of textOf(name).matchAll(/\]\(([^)\s]+)\)/g)) {
        const path = posix.join(posix.dirname(name), target);
        assert.ok(existsSync(new URL(path, folder)), `${name}: ${target}`);
        linked.add(path);
      }
    }
    assert.deepEqual(
      committed.filter((name) => !linked.has(name)),
      [],
    );
  });

  test('have tables whose rows have the cells of their heads', () => {
    const cellsIn = (line: string) => line.match(/(?<!\\)\|/g)?.length;
    for (const [name, text] of Object.entries(generated)) {
      let expected: number | undefined;
      const prose = text.replace(/```[\s\S]*?```/g, '');
      for (const line of prose.split('\n')) {
        const cells = line.startsWith('|') ? cellsIn(line) : undefined;
        if (cells !== undefined && expected !== undefined)
          assert.equal(cells, expected, `${name}: ${line}`);
        expected = cells;
      }
    }
  });
});

describe('an example', () => {
  for (const { name } of services) {
    test(`of ${name} is accepted, and its reply is the gateway's`, async () => {
      const worked = await workedExample(name);
      const { contract, signingString, sign, query, body } = worked;
      assert.equal(createHash('md5').update(`${signingString}${exampleKey}`).digest('hex'), sign);
      const contentType = 'application/x-www-form-urlencoded';
      const raw = { method: 'POST', query, contentType, body: Buffer.from(body) };
      const request = readRequest(raw);
      assert.ok(request.ok);
      const verified = required(verifyRequest(request.value, keys), 'a fitting signature');
      const service = serviceOf(name);
      assert.deepEqual(
        service.parse(verified, contract).ok || service.parse(verified, contract),
        true,
      );
      if (service.node === 'plain') return;
      const reply = readReply(Buffer.from(worked.reply));
      assert.ok(reply.ok && reply.value.isSuccess && verifyReply(reply.value, keys));
      const read = service.readReply(reply.value.fields, contract);
      assert.deepEqual(read.ok || read, true);
      const page = required(generated[`services/${shortOf(name)}.md`], 'a page');
      for (const shown of [signingString, sign, body, `?${query} `])
        assert.ok(page.includes(shown));
    });
  }

  test('of the barcode payment has the published signature of its reply', async () => {
    const { reply } = await workedExample('alipay.acquire.overseas.spot.pay');
    assert.match(reply, /<sign>6b05a5592cbfa1159e5adcfef4da343f<\/sign>/);
  });

  test('of a notification is accepted by a receiver', async () => {
    const { body, contentType } = await workedNotification();
    const read = await readNotification(body, contentType, keys);
    assert.ok(read.ok);
    assert.equal(read.value.notification.trade_status, 'TRADE_SUCCESS');
  });

  test('of a file is read by its reader', () => {
    for (const contract of ['hk', 'global'] as const) {
      const transactions = readTransactionFile(transactionFile().example[contract]);
      const settled = readSettlementFile(settlementFile().example[contract]);
      assert.ok(transactions.ok && settled.ok);
      assert.equal(transactions.value.records.length, settled.value.records.length);
    }
    assert.deepEqual(transactionFile().count, { hk: 17, global: 15 });
    assert.deepEqual(settlementFile().count, { hk: 20, global: 21 });
  });
});

const shortOf = (name: string): string =>
  required(
    services.find((service) => service.name === name),
    'a service',
  ).short;

const fieldTables: Readonly<Record<string, readonly FieldEntry[]>> = {
  'every request': commonEntries(),
  'every reply': envelopeEntries(),
  notifications: notificationEntries(),
  ...Object.fromEntries(
    services.flatMap(({ short, request, reply }) => [
      [`request of ${short}`, request],
      [`reply of ${short}`, reply],
    ]),
  ),
};

const allTexts: readonly (readonly [where: string, text: Text])[] = [
  ...Object.entries(fieldTables).flatMap(([where, fields]) =>
    flat(fields).map(({ name, field }) => [`${where}: ${name}`, field.meaning] as const),
  ),
  ...services.flatMap(({ short, title, purpose, notes }) =>
    [title, purpose, ...notes].map((text) => [short, text] as const),
  ),
  ...allErrors().flatMap(({ code, means, todo }) =>
    [means, todo].map((text) => [code, text] as const),
  ),
  ...[...transactionFile().columns, ...settlementFile().columns].map(
    ({ name, meaning }) => [name, meaning] as const,
  ),
];

test('every text is there in three languages, each in its own script', () => {
  assert.ok(allTexts.length > 500, `${allTexts.length}`);
  for (const [where, [english, traditional, simplified]] of allTexts) {
    assert.match(english, /^[\p{Lu}\d“`].*[\p{L}.]$/u, where);
    assert.doesNotMatch(english, /\p{Script=Han}/u, where);
    assert.match(traditional, /\p{Script=Han}/u, where);
    assert.match(simplified, /\p{Script=Han}/u, where);
    assert.deepEqual(strangersIn(traditional, big5), [], where);
    assert.deepEqual(strangersIn(simplified, gb2312), [], where);
  }
});

/** The characters of a classic charset, by lead and trail bytes. */
function charactersOf(
  charset: string,
  leads: readonly [number, number],
  trails: readonly number[],
) {
  const decoder = new TextDecoder(charset);
  const found = new Set<string>();
  for (let lead = leads[0]; lead <= leads[1]; lead++) {
    for (const trail of trails) found.add(decoder.decode(Uint8Array.of(lead, trail)));
  }
  return found;
}

const bytes = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** Big5 without its extensions contains no simplified character, GB2312 no traditional one. */
const big5 = charactersOf('big5', [0xa4, 0xf9], [...bytes(0x40, 0x7e), ...bytes(0xa1, 0xfe)]);
const gb2312 = charactersOf('gbk', [0xb0, 0xf7], bytes(0xa1, 0xfe));

const strangersIn = (text: string, known: ReadonlySet<string>): readonly string[] =>
  [...text].filter((character) => /\p{Script=Han}/u.test(character) && !known.has(character));

test('whole pages keep to their script', () => {
  for (const [name, text] of Object.entries(generated)) {
    // Each page names the other languages in their own script.
    const own = text.replace(/^.*English.* · .*$/m, '');
    const known = name.startsWith('zh-Hant/') ? big5 : gb2312;
    assert.deepEqual(strangersIn(own, known), [], name);
    if (!name.startsWith('zh-')) assert.doesNotMatch(own, /\p{Script=Han}/u, name);
  }
});

test('a character of the other script is found', () => {
  assert.deepEqual(strangersIn('商戶号', big5), ['号']);
  assert.deepEqual(strangersIn('商戶号', gb2312), ['戶']);
});

test('every reply and request of a table has its texts, and no others', () => {
  for (const [where, fields] of Object.entries(fieldTables)) {
    for (const { name, field } of flat(fields)) {
      const isStructured = field.type.includes('JSON') && !field.type.includes('without nesting');
      assert.equal(field.members.length > 0, isStructured, `${where}: ${name}`);
    }
  }
});

test('a type has no English phrase in Chinese', () => {
  const english =
    /digits|letters|units|up to|\bor\b|\blist\b|decimals|seconds|capital|nesting|global|\bHK\b/;
  for (const fields of Object.values(fieldTables)) {
    for (const { field } of flat(fields)) {
      assert.doesNotMatch(typeIn(field.type, 'zh-Hant'), english);
      assert.doesNotMatch(typeIn(field.type, 'zh-Hans'), english);
    }
  }
  assert.equal(typeIn('String(4), four digits', 'zh-Hant'), 'String(4)，四位數字');
});

test('the short name of a service is its declaration’s, and the SDK’s method', () => {
  for (const { name, short } of services) {
    const method = short.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    const declared: unknown = Object.entries(declarations).find(([key]) => key === method)?.[1];
    assert.equal(declared, serviceOf(name), short);
  }
});
