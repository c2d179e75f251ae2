/** One measurement of the installed SDK, printed as JSON: `import`, `call` or `sales`. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

const key = 'measure-key-measure-key-measure-';
const [, , what, size] = process.argv;
const median = (values) => values.sort((left, right) => left - right)[values.length >> 1];
const measurements = { import: imported, call, sales };
console.log(JSON.stringify(await measurements[what](Number(size))));

async function imported() {
  const from = performance.now();
  await import('@sampan/sdk');
  return { ms: performance.now() - from };
}

async function withGateway(sales, use) {
  const child = fork('measured-gateway.mjs', [key, String(sales)]);
  const [port] = await once(child, 'message');
  const { createPartner } = await import('@sampan/sdk');
  const open = (path) =>
    createPartner({
      gateway: `http://127.0.0.1:${port}${path}`,
      id: '2088000000000001',
      contract: 'hk',
      sign: { type: 'MD5', key },
    });
  try {
    return await use(open, port);
  } finally {
    child.disconnect();
  }
}

/** Microseconds of a call, and of the same bytes by node:http alone, in turns. */
async function call(rounds) {
  return withGateway(1, async (open, port) => {
    const partner = open('/always');
    const agent = new Agent({ keepAlive: true });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const bare = () =>
      new Promise((resolve, reject) => {
        const options = { port, host: '127.0.0.1', path: '/always?_input_charset=UTF-8', agent };
        const sent = request({ ...options, method: 'POST', headers }, async (reply) => {
          const parts = [];
          for await (const part of reply) parts.push(part);
          resolve(Buffer.concat(parts));
        });
        sent.on('error', reject);
        sent.end('service=alipay.acquire.overseas.query&partner_trans_id=T-1'.padEnd(230, 'x'));
      });
    const asked = async () => {
      const { outcome } = await partner.call('alipay.acquire.overseas.query', {
        partner_trans_id: 'T-1',
      });
      if (outcome !== 'success') throw new Error(outcome);
    };
    const figures = { bare: [], call: [] };
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, one] of Object.entries({ bare, call: asked })) {
        const from = performance.now();
        for (let count = 0; count < 500; count += 1) await one();
        // The first rounds are those of a cold compiler.
        if (round >= 4) figures[name].push(((performance.now() - from) / 500) * 1000);
      }
    }
    agent.destroy();
    partner.close();
    const added = figures.call.map((us, index) => us - figures.bare[index]);
    return { bareUs: median(figures.bare), callUs: median(figures.call), addedUs: median(added) };
  });
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
