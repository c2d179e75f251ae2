/** A gateway on a port of its own that counts requests, and fails in a chosen way. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { secret } from '@sampan/primitives';
import { contentType, type Parameter, renderReply } from '@sampan/protocol';

export const md5Key = 'k'.repeat(32);

/** How a request is answered. */
export const faults = [
  'none',
  'reset before the request is read',
  'reset after the request',
  'end after the request',
  'silence',
  'half a head',
  'half a reply',
  'a changed byte',
  'no signature',
  'a page with status 200',
  'status 500',
  'status 502 without a body',
  'system error',
  'unknown',
] as const;
export type Fault = (typeof faults)[number];

export interface FaultyGateway {
  readonly url: string;
  /** Requests whose first line has arrived. */
  readonly requests: number;
  fault: Fault;
  /** Connections that were ever opened. */
  readonly connections: number;
  /** Resets the connections that stand, as a gateway does with idle ones. */
  hangUp(): void;
  close(): Promise<void>;
}

export async function faultyGateway(): Promise<FaultyGateway> {
  const sockets = new Set<Socket>();
  let requests = 0;
  let connections = 0;
  const state: { fault: Fault } = { fault: 'none' };
  const server = createServer((socket) => {
    sockets.add(socket);
    connections += 1;
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    if (state.fault === 'reset before the request is read') {
      requests += 1;
      return void socket.resetAndDestroy();
    }
    let received = '';
    socket.on('data', (bytes) => {
      received += bytes.toString('latin1');
      const length = /content-length: (\d+)\r\n/i.exec(received)?.[1];
      const body = received.indexOf('\r\n\r\n') + 4;
      if (length === undefined || body < 4 || received.length < body + Number(length)) return;
      received = '';
      requests += 1;
      void answer(socket, state.fault);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/gateway.do`,
    get requests() {
      return requests;
    },
    get connections() {
      return connections;
    },
    hangUp() {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    get fault() {
      return state.fault;
    },
    set fault(fault) {
      state.fault = fault;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(socket: Socket, fault: Fault): Promise<void> {
  const good = await reply({ result_code: 'SUCCESS', alipay_trans_status: 'TRADE_SUCCESS' });
  const whole = response(good);
  switch (fault) {
    case 'none':
      return void socket.write(whole);
    case 'reset before the request is read':
    case 'reset after the request':
      return void socket.resetAndDestroy();
    case 'end after the request':
      return void socket.end();
    case 'silence':
      return;
    case 'half a head':
      return void socket.end(whole.subarray(0, 40));
    case 'half a reply':
      return void socket.end(whole.subarray(0, whole.length - 60));
    case 'a changed byte':
      return void socket.write(response(changed(good, 'TRADE_SUCCESS', 'TRADE_SUCCESs')));
    case 'no signature':
      return void socket.write(response(changed(good, /<sign>.*<\/sign_type>/, '')));
    case 'a page with status 200':
      return void socket.write(response(Buffer.from('<html>busy</html>')));
    case 'status 500':
      return void socket.write(response(good, '500 Internal Server Error'));
    case 'status 502 without a body':
      return void socket.write(response(Buffer.alloc(0), '502 Bad Gateway'));
    case 'system error':
      return void socket.write(
        response(await reply({ result_code: 'FAIL', error: 'SYSTEM_ERROR' })),
      );
    case 'unknown':
      return void socket.write(response(await reply({ result_code: 'UNKNOW' })));
  }
}

const reply = async (fields: Readonly<Record<string, string>>): Promise<Buffer> =>
  renderReply({
    parameters: new Map<string, string>(),
    node: 'alipay',
    fields: Object.entries(fields) satisfies Parameter[],
    charset: 'UTF-8',
    signType: 'MD5',
    keys: { md5Key: secret(md5Key) },
  });

const changed = (bytes: Buffer, from: string | RegExp, to: string): Buffer =>
  Buffer.from(bytes.toString().replace(from, to));

const response = (body: Buffer, status = '200 OK'): Buffer =>
  Buffer.concat([
    Buffer.from(
      `HTTP/1.1 ${status}\r\ncontent-type: ${contentType('UTF-8')}\r\n` +
        `content-length: ${body.length}\r\n\r\n`,
    ),
    body,
  ]);
