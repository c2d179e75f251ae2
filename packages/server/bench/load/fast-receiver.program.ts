/**
 * A partner's server that acknowledges everything at once, in a process of its own. Tells its port
 * over the IPC channel; sent a number, it answers when it has received so many altogether.
 */
import { type AddressInfo, createServer } from 'node:net';

const reply = 'HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\nsuccess';
let received = 0;
let awaited = Number.POSITIVE_INFINITY;

const server = createServer({ noDelay: true }, (socket) => {
  let pending = '';
  socket.setEncoding('latin1');
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: string) => {
    pending += chunk;
    for (;;) {
      const headEnd = pending.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const length = Number(/content-length: *(\d+)/i.exec(pending.slice(0, headEnd))?.[1] ?? 0);
      if (pending.length < headEnd + 4 + length) return;
      pending = pending.slice(headEnd + 4 + length);
      received++;
      socket.write(reply);
      tell();
    }
  });
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('message', (count: number) => {
  awaited = count;
  tell();
});
process.on('disconnect', () => process.exit());

function tell(): void {
  if (received < awaited) return;
  awaited = Number.POSITIVE_INFINITY;
  process.send?.(received);
}
