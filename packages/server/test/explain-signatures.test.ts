/**
 * Goal: each mistake that integrators make is named, over HTTP, with every kind of signature, alone
 * and with a second one.
 * Method: a program that signs wrongly sends to a real gateway; the record of the exchange is
 * explained with the partner's keys. The counts of the pairs are printed.
 */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type PartnerId, secret } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import { parsePublicKey } from '@sampan/protocol';
import { type Explanation, explainExchange, type OtherKey } from '@sampan/protocol/explain';
import type { Exchange } from '#gateway';
import { testKeys } from '#test-kit';
import { type GatewayWorld, gatewayWorld, md5Key } from './gateway-world.ts';
import { type Kind, type Mistake, mistakes, sentWith } from './wrong-signer.ts';

const otherKey = 'o'.repeat(32);
const otherPair = generateKeyPairSync('rsa', {
  modulusLength: 2_048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const keys = {
  md5Key,
  otherKey,
  privateKey: testKeys.partner.privateKey,
  otherPrivateKey: otherPair.privateKey,
  platformPrivateKey: testKeys.platform.privateKey,
  platformPublicKey: testKeys.platform.publicKey,
};

let world: GatewayWorld;
let partner: PartnerId;
let others: readonly OtherKey[];
const records: Exchange[] = [];
before(async () => {
  world = await gatewayWorld({
    sandbox: true,
    recording: { onExchange: (exchange) => records.push(exchange), timers: systemTimers },
    // A clock that stands still, so that the log's search has time enough on a busy machine.
    timers: { monotonicMs: () => 0 },
  });
  partner = await world.partner();
  const other = await world.partner({ md5Key: otherKey, publicKey: otherPair.publicKey });
  others = [
    { kind: 'ours', name: 'the gateway’s', keys: { publicKey: publicKey(keys.platformPublicKey) } },
    {
      kind: 'partner',
      name: other,
      keys: { md5Key: secret(otherKey), publicKey: publicKey(otherPair.publicKey) },
    },
  ];
  // A gateway knows the partners that it has met.
  const right = sentWith(parametersOf(other), 'MD5', { ...keys, md5Key: otherKey }, []);
  await world.send(right.query, right.body);
  assert.equal(records.at(-1)?.refusal?.level, 'business');
});
after(() => world.close());

function publicKey(pem: string) {
  const read = parsePublicKey(pem);
  if (!read.ok) throw new Error(read.problem);
  return read.value;
}

const parametersOf = (id: PartnerId): readonly (readonly [string, string])[] => [
  ['service', 'alipay.acquire.overseas.query'],
  ['partner', id],
  ['partner_trans_id', 'explain-1'],
  ['trans_name', '檸檬茶 a+b 100%25'],
  ['memo', ''],
  ['extend_info', '{ "store_id": "A101", "store_name": "Tea / 茶" }'],
  ['Zone', 'HK'],
];

async function explained(
  kind: Kind,
  made: readonly Mistake[],
): Promise<{ readonly logged: string; readonly explanation: Explanation }> {
  const { query: search, body } = sentWith(parametersOf(partner), kind, keys, made);
  const { reply } = await world.send(search, body);
  const { request, refusal } = records.at(-1) ?? assert.fail('no record');
  const causes = made.map(({ cause }) => cause).join(' + ');
  assert.equal(reply.error, 'ILLEGAL_SIGN', `${kind} ${causes}`);
  assert.ok(refusal);
  const known = { md5Key: secret(md5Key), publicKey: publicKey(testKeys.partner.publicKey) };
  const explanation = explainExchange({ request, refusal }, { keys: known, otherKeys: others });
  return { logged: refusal.reason, explanation };
}

const namesOf = (causes: readonly string[]): string => causes.toSorted().join(' + ');

for (const mistake of mistakes) {
  for (const kind of mistake.kinds) {
    test(`${mistake.cause}, signed with ${kind}: the log and the explanation name it`, async () => {
      const { logged, explanation } = await explained(kind, [mistake]);
      assert.deepEqual([explanation.verdict, explanation.cause], ['explained', mistake.cause]);
      assert.match(logged, new RegExp(`: ${mistake.cause}`));
      const text = JSON.stringify(explanation);
      for (const key of [md5Key, otherKey]) assert.ok(!text.includes(key) && !logged.includes(key));
    });
  }
}

test('a value that was changed is a guess, and the RSA key is ruled out', async () => {
  const changed: Mistake = {
    cause: 'changed-after-signing',
    kinds: ['MD5', 'RSA2'],
    place: 'sent',
    make: (draft) => {
      draft.sent = draft.sent.map(([name, value]) => [name, value.replace('explain', 'changed')]);
    },
  };
  for (const kind of changed.kinds) {
    const { explanation } = await explained(kind, [changed]);
    assert.deepEqual([explanation.verdict, explanation.cause], ['guess', 'changed-after-signing']);
    assert.ok(explanation.signature?.ruledOut.includes('sign-type-signed'));
    if (kind === 'RSA2') assert.match(explanation.means, /the key is certain/);
  }
});

/** Every pair that a program can make at once. */
function pairsOf(kind: Kind): readonly (readonly [Mistake, Mistake])[] {
  const possible = mistakes.filter(({ kinds }) => kinds.includes(kind));
  return possible.flatMap((one, index) =>
    possible
      .slice(index + 1)
      .filter(({ place }) => place !== one.place)
      .map((other) => [one, other] as const),
  );
}

test('of 60 pairs at least 54 are named rightly, and none wrongly without saying so', async () => {
  const some = (kind: Kind, count: number) => {
    const pairs = pairsOf(kind);
    const step = pairs.length / count;
    return Array.from({ length: count }, (_, index) => ({
      kind,
      pair: pairs[Math.floor(index * step)] ?? assert.fail('too few pairs'),
    }));
  };
  const cases = [...some('MD5', 40), ...some('RSA', 10), ...some('RSA2', 10)];
  const counts = { right: 0, 'right among alternatives': 0, guess: 0, wrong: 0 };
  const notes: string[] = [];
  for (const { kind, pair } of cases) {
    const { explanation } = await explained(kind, pair);
    const wanted = namesOf(pair.map(({ cause }) => cause));
    const { verdict, signature } = explanation;
    const found = namesOf(signature?.causes.map(({ cause }) => cause) ?? []);
    const alternatives = signature?.alternatives.map(namesOf) ?? [];
    const outcome =
      verdict === 'guess'
        ? 'guess'
        : found === wanted
          ? 'right'
          : alternatives.includes(wanted)
            ? 'right among alternatives'
            : 'wrong';
    counts[outcome] += 1;
    if (outcome !== 'right') notes.push(`${outcome}: ${kind} ${wanted}; found ${found}`);
  }
  console.log(`${cases.length} pairs of mistakes: ${JSON.stringify(counts)}`);
  assert.equal(cases.length, 60);
  assert.ok(counts.right >= 54, JSON.stringify([counts, notes], undefined, 1));
  assert.equal(counts.wrong, 0, JSON.stringify(notes, undefined, 1));
});
