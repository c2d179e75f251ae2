/** A gateway in memory behind HTTP, in a process of its own, for the measurements of the SDK. */
import { createServer } from 'node:http';
import { memoryGateway, signReply } from '@sampan/sdk/testing';

const [, , key, sales] = process.argv;
const time = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};
const gateway = memoryGateway({ key, time });
const each = (answer) => Array.from({ length: Number(sales) }, () => answer);
gateway.script({ pay: each('pending'), query: [...each('waiting'), ...each('paid')] });
const fields = {
  result_code: 'SUCCESS',
  partner_trans_id: 'T-1',
  alipay_trans_status: 'TRADE_SUCCESS',
};
const signed = await signReply(fields, { key });
// Gateways repeat the request in the reply, outside the signature.
const asked = {
  _input_charset: 'UTF-8',
  service: 'alipay.acquire.overseas.query',
  partner: '2088000000000001',
  partner_trans_id: 'T-1',
  sign: '0'.repeat(32),
  sign_type: 'MD5',
};
const echo = Object.entries(asked).map(([name, value]) => `<param name="${name}">${value}</param>`);
const withEcho = `<request>${echo.join('')}</request>`;
const text = Buffer.from(signed.body).toString().replace('<request></request>', withEcho);
const always = { ...signed, body: text };

const server = createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  const received = { url: request.url, body: Buffer.concat(parts).toString('latin1') };
  const isMeasured = request.url.startsWith('/always');
  const answer = isMeasured ? always : await delivered(received, request.headers['content-type']);
  response.writeHead(200, { 'content-type': answer.contentType });
  response.end(answer.body);
});

async function delivered({ url, body }, contentType) {
  const reply = await gateway.transport.send({
    url: `http://127.0.0.1${url}`,
    body,
    contentType,
    connectMs: 1000,
    replyMs: 1000,
  });
  return { body: reply.bytes, contentType: reply.contentType };
}

server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.on('disconnect', () => process.exit());
