/**
 * Goal: the tills in Python, PHP and Java take money once, and believe no reply that is not the
 * gateway's.
 * Method: each is run against the real gateway, and against one that answers with replies of another
 * key, with genuine replies about another order, and with damaged and undecided ones.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { signReply } from '@sampan/sdk/testing';
import { repository, runProgram, workFolder } from './merchant-programs.ts';
import { type RunningSampan, startSampan } from './sampan-process.ts';

const partner = '2088000000000001';
const key = '0123456789abcdef0123456789abcdef';

/** How each is started; what must be there, and what is compiled first. */
const languages = [
  { name: 'Python', words: ['python3', join(repository, 'examples/python/till.py')] },
  { name: 'PHP', words: ['php', join(repository, 'examples/php/till.php')] },
  { name: 'Java', words: ['java', '-XX:TieredStopAtLevel=1', '-cp', '.', 'Till'] },
] as const;

const isInstalled = (command: string): boolean =>
  spawnSync(command, [command === 'javac' ? '-version' : '--version']).status === 0;

let server: RunningSampan;
let work: Awaited<ReturnType<typeof workFolder>>;
before(async () => {
  work = await workFolder();
  server = await startSampan();
  const options = ['--contract', 'hk', '--id', partner, '--md5-key', key];
  await server.ask('partner', 'create', ...options);
});
after(async () => {
  await server?.stop();
  await work?.remove();
});

/** A gateway that answers each request with success, about `order`, signed with `signedWith`. */
async function impostor(order: string, signedWith: string, charset: 'UTF-8' | 'GBK' = 'UTF-8') {
  const sent = { partner_trans_id: order, out_trade_no: order };
  const fields = { ...sent, result_code: 'SUCCESS', alipay_trans_status: 'TRADE_SUCCESS' };
  const { body, contentType } = await signReply(fields, { key: signedWith, charset });
  return gatewayThat((response) =>
    response.writeHead(200, { 'content-type': contentType }).end(body),
  );
}

/** Answers each request as told. */
async function gatewayThat(answer: (response: ServerResponse) => void) {
  const impostors = createServer((request, response) => {
    request.resume().on('end', () => answer(response));
  }).listen(0, '127.0.0.1');
  await once(impostors, 'listening');
  const { port } = impostors.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/gateway.do`,
    close: () => impostors.close().closeAllConnections(),
  };
}

for (const { name, words } of languages) {
  const [command] = words;
  const skip = isInstalled(command === 'java' ? 'javac' : command)
    ? false
    : `${command} is not installed`;

  /** Runs the till with short waits; answers what it says of the sale, and its exit code. */
  async function till(code: string, amount: string, id: string, gateway?: string) {
    const environment = {
      GATEWAY: gateway ?? String(server.addresses['gateway']),
      FIRST_QUERY: '0.1',
      QUERY_EVERY: '0.1',
      DEADLINE: '1',
      CANCEL_BUDGET: '0.3',
    };
    const options = { cwd: work.folder, environment };
    const ended = await runProgram([...words, code, amount, id], options);
    assert.equal(ended.stderr, '');
    return [ended.stdout, ended.code];
  }

  async function wallet(...options: readonly string[]) {
    const made = ['wallet', 'create', '--inst', 'ALIPAYHK', '--balance', '100.00', ...options];
    const { walletId } = await server.ask(...made);
    const { code } = await server.ask('wallet', 'code', String(walletId));
    const balance = async () => (await server.ask('wallet', 'show', String(walletId)))['balance'];
    return { code: String(code), balance };
  }

  test(`${name}: paid, refused, and cancelled when the buyer does not confirm`, {
    skip,
  }, async () => {
    if (name === 'Java') {
      const source = join(repository, 'examples/java/Till.java');
      const compiled = await runProgram(['javac', '-encoding', 'UTF-8', '-d', '.', source], {
        cwd: work.folder,
      });
      assert.equal(compiled.code, 0, compiled.stderr);
    }
    const buyer = await wallet();
    assert.deepEqual(await till(buyer.code, '39.25', `${name}-1`), [`${name}-1 paid`, 0]);
    assert.equal(await buyer.balance(), '60.75');
    const again = await till(buyer.code, '1.00', `${name}-2`);
    assert.deepEqual(again, [`${name}-2 not paid: SOUNDWAVE_PARSER_FAIL`, 1]);
    const hesitant = await wallet('--password-free-limit', '20.00');
    const cancelled = await till(hesitant.code, '39.25', `${name}-3`);
    assert.deepEqual(cancelled, [`${name}-3 not paid: cancelled`, 1]);
    assert.equal(await hesitant.balance(), '100.00');
    // Neither paid nor not paid: nothing was tried.
    for (const wrong of [[], [buyer.code], [buyer.code, '1e5']]) {
      const ended = await runProgram([...words, ...wrong], { cwd: work.folder });
      assert.deepEqual([ended.code, ended.stdout], [64, ''], ended.stderr);
      assert.match(ended.stderr, /^Usage: /);
    }
  });

  test(`${name}: a reply of another key or about another order proves nothing`, {
    skip,
  }, async () => {
    const id = `${name}-4`;
    for (const [order, signedWith] of [
      [id, `${key.slice(1)}0`],
      ['another', key],
    ] as const) {
      const gateway = await impostor(order, signedWith);
      const told = await till('289216843756120934', '39.25', id, gateway.url);
      gateway.close();
      assert.deepEqual(told, [`${id} unknown`, 2]);
    }
    // As the real gateway does, it declares GBK although the request was in UTF-8.
    const gateway = await impostor(id, key, 'GBK');
    const told = await till('289216843756120934', '39.25', id, gateway.url);
    gateway.close();
    assert.deepEqual(
      told,
      [`${id} paid`, 0],
      'the same reply, signed rightly and about this order',
    );
  });

  test(`${name}: a damaged reply, or a code of no document, is not “not paid”`, {
    skip,
  }, async () => {
    const id = `${name}-5`;
    const named = { partner_trans_id: id, out_trade_no: id };
    const signed = async (fields: Readonly<Record<string, string>>) =>
      (await signReply({ ...named, ...fields }, { key })).body;
    const newCode = await signed({ result_code: 'FAILED', error: 'NEW_CODE' });
    const open = await signed({ result_code: 'UNKNOW', error: 'BUYER_NOT_EXIST' });
    const xml = { 'content-type': 'text/xml;charset=UTF-8' };
    const answers: Readonly<Record<string, (response: ServerResponse) => void>> = {
      'half a reply': (response) => {
        response.writeHead(200, { ...xml, 'content-length': 1_000 });
        response.write(newCode.subarray(0, 100), () => response.destroy());
      },
      'half a head': ({ socket }) => void socket?.end('HTTP/1.1 20'),
      'no HTTP': ({ socket }) => void socket?.end('?'),
      'no response': (response) =>
        response.writeHead(200, xml).end('<alipay><is_success>T</is_success></alipay>'),
      'an empty response': (response) =>
        response
          .writeHead(200, xml)
          .end('<alipay><is_success>T</is_success><response></response></alipay>'),
      'status 502': (response) => response.writeHead(502, xml).end('<html>busy</html>'),
      'a code of no document': (response) => response.writeHead(200, xml).end(newCode),
      'an open result with a code': (response) => response.writeHead(200, xml).end(open),
    };
    const cases = Object.entries(answers).map(async ([what, answer]) => {
      const gateway = await gatewayThat(answer);
      try {
        const told = await till('289216843756120934', '39.25', id, gateway.url);
        assert.deepEqual(told, [`${id} unknown`, 2], what);
      } finally {
        gateway.close();
      }
    });
    await Promise.all(cases);
  });
}
