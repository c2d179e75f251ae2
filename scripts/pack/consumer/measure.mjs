/** One measurement of the installed SDK, or of what it stands on, printed as JSON. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout } from 'node:timers/promises';

const key = 'measure-key-measure-key-measure-';
const perRound = 200;
/** As the SDK opens its connections. */
const connections = { keepAlive: true, timeout: 4_000, scheduling: 'lifo' };
const [, , what, size] = process.argv;
const median = (values) => values.sort((left, right) => left - right)[values.length >> 1];
const measurements = {
  import: () => imported(['@sampan/sdk']),
  modules: () => imported(['node:http', 'node:https', 'node:crypto']),
  call,
  sales,
  requests,
};
console.log(JSON.stringify(await measurements[what](Number(size))));

async function imported(names) {
  const from = performance.now();
  const before = process.cpuUsage();
  for (const name of names) await import(name);
  const { user, system } = process.cpuUsage(before);
  return { ms: performance.now() - from, cpuMs: (user + system) / 1000 };
}

async function withGateway(sales, use) {
  const child = fork('measured-gateway.mjs', [key, String(sales)]);
  const [port] = await once(child, 'message');
  const { createPartner } = await import('@sampan/sdk');
  const open = (path, transport) =>
    createPartner({
      gateway: `http://127.0.0.1:${port}${path}`,
      id: '2088000000000001',
      contract: 'hk',
      sign: { type: 'MD5', key },
      transport,
    });
  try {
    return await use(open, port);
  } finally {
    child.disconnect();
  }
}

/** A request by node:http alone, which reads the whole reply. */
function bareRequest({ port, path, agent, body, contentType }) {
  const headers = { 'content-type': contentType };
  const options = { hostname: '127.0.0.1', port, path, agent, method: 'POST', headers };
  return new Promise((resolve, reject) => {
    const sent = request(options, (reply) => {
      const parts = [];
      reply.on('data', (part) => parts.push(part));
      reply.on('end', () => resolve(Buffer.concat(parts)));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/**
 * Microseconds of a call, of the same bytes by node:http alone, and of a call whose reply is there at
 * once, in turns: of wall time, and of this process's CPU, which neighbours change less.
 */
async function call(rounds) {
  return withGateway(1, async (open, port) => {
    const partner = open('/always');
    const asked = async (by = partner) => {
      const fields = { partner_trans_id: 'T-1' };
      const { outcome } = await by.call('alipay.acquire.overseas.query', fields);
      if (outcome !== 'success') throw new Error(outcome);
    };
    const { url, body, contentType, delivery } = await exchangeOf(asked, open);
    const agent = new Agent(connections);
    const path = url.slice(new URL(url).origin.length);
    const bare = () => bareRequest({ port, path, agent, body, contentType });
    const unsent = open('/always', { send: async () => delivery, close() {} });
    const kinds = Object.entries({ bare, call: asked, own: () => asked(unsent) });
    const wall = { bare: [], call: [], own: [] };
    const cpu = { bare: [], call: [], own: [] };
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, one] of round % 2 ? kinds : kinds.toReversed()) {
        const from = performance.now();
        const before = process.cpuUsage();
        for (let count = 0; count < perRound; count += 1) await one();
        const { user, system } = process.cpuUsage(before);
        // The first rounds are those of a cold compiler.
        if (round < 10) continue;
        wall[name].push(((performance.now() - from) / perRound) * 1000);
        cpu[name].push((user + system) / perRound);
      }
    }
    agent.destroy();
    partner.close();
    return { wall: summary(wall), cpu: summary(cpu) };
  });
}

/** The request that a call sends, and its reply. */
async function exchangeOf(ask, open) {
  const { httpTransport } = await import('@sampan/sdk');
  const http = httpTransport();
  let exchange;
  const send = async (request) => {
    const delivery = await http.send(request);
    exchange = { ...request, delivery };
    return delivery;
  };
  const partner = open('/always', { ...http, send });
  await ask(partner);
  partner.close();
  return exchange;
}

/** What is added is the median of the differences within a round: both met the same neighbours. */
function summary({ bare, call, own }) {
  const added = median(call.map((us, index) => us - bare[index]));
  return { added, bare: median(bare), call: median(call), own: median(own) };
}

/** The memory of this process with so many sales that wait for their buyers at the same time. */
async function sales(count) {
  return withGateway(count, async (open) => {
    const partner = open('/gateway.do');
    const shop = { store_id: 'A101', store_name: 'Central' };
    const outcomes = await Promise.all(
      Array.from({ length: count }, (_, index) =>
        partner.collect(
          { id: `T-${index}`, amount: '39.25', currency: 'HKD', subject: 'Flat white', shop },
          '280000000000000001',
        ),
      ),
    );
    partner.close();
    const paid = outcomes.filter(({ outcome }) => outcome === 'paid').length;
    return { paid, megabytes: mostMegabytes() };
  });
}

/** The memory of this process with so many bare requests at the times at which a sale sends its own. */
async function requests(count) {
  return withGateway(count, async (_, port) => {
    const agent = new Agent(connections);
    const contentType = 'application/x-www-form-urlencoded;charset=UTF-8';
    const to = { port, path: '/always', agent, body: 'x'.repeat(500), contentType };
    const threeTimes = async () => {
      await bareRequest(to);
      await setTimeout(5_000);
      await bareRequest(to);
      await setTimeout(3_000);
      await bareRequest(to);
    };
    await Promise.all(Array.from({ length: count }, threeTimes));
    agent.destroy();
    return { megabytes: mostMegabytes() };
  });
}

/** VmHWM is the most that the process ever had. */
function mostMegabytes() {
  const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'));
  return Number(kilobytes) / 1024;
}
