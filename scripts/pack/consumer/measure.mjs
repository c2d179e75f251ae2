/** One measurement of the installed SDK, printed as JSON: `import`, `call` or `sales`. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

const key = 'measure-key-measure-key-measure-';
const perRound = 200;
const [, , what, size] = process.argv;
const median = (values) => values.sort((left, right) => left - right)[values.length >> 1];
const measurements = { import: imported, call, sales };
console.log(JSON.stringify(await measurements[what](Number(size))));

async function imported() {
  const from = performance.now();
  const before = process.cpuUsage();
  await import('@sampan/sdk');
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

/**
 * Microseconds of a call, and of the same bytes by node:http alone, in turns: of wall time, and of
 * this process's CPU, which neighbours change less.
 */
async function call(rounds) {
  return withGateway(1, async (open, port) => {
    const partner = open('/always');
    const asked = async (by = partner) => {
      const fields = { partner_trans_id: 'T-1' };
      const { outcome } = await by.call('alipay.acquire.overseas.query', fields);
      if (outcome !== 'success') throw new Error(outcome);
    };
    const { url, body, contentType } = await requestOf(asked, open);
    const headers = { 'content-type': contentType };
    const agent = new Agent({ keepAlive: true });
    const to = { hostname: '127.0.0.1', port, path: url.slice(new URL(url).origin.length), agent };
    const bare = () =>
      new Promise((resolve, reject) => {
        const sent = request({ ...to, method: 'POST', headers }, (reply) => {
          const parts = [];
          reply.on('data', (part) => parts.push(part));
          reply.on('end', () => resolve(Buffer.concat(parts)));
        });
        sent.on('error', reject);
        sent.end(body);
      });
    const kinds = Object.entries({ bare, call: asked });
    const wall = { bare: [], call: [] };
    const cpu = { bare: [], call: [] };
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

/** The request that a call sends. */
async function requestOf(ask, open) {
  const { httpTransport } = await import('@sampan/sdk');
  const http = httpTransport();
  let sent;
  const send = (request) => {
    sent = request;
    return http.send(request);
  };
  const partner = open('/always', { ...http, send });
  await ask(partner);
  partner.close();
  return sent;
}

/** What is added is the median of the differences within a round: both met the same neighbours. */
function summary({ bare, call }) {
  return {
    added: median(call.map((us, index) => us - bare[index])),
    bare: median(bare),
    call: median(call),
  };
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
    // VmHWM is the most that the process ever had.
    const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'));
    return { paid, megabytes: Number(kilobytes) / 1024 };
  });
}
