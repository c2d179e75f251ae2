import { fork } from 'node:child_process';
import { once } from 'node:events';
import { program } from '../../test-kit/program.ts';
import { LoadConnection } from '../load/load-connection.ts';
import type { BareReply } from './bare-server.program.ts';

const source = new URL('./bare-server.program.ts', import.meta.url);

export type BareKind = 'fastify' | 'http';

export interface BareServer {
  readonly port: number;
  readonly pid: number;
  close(): void;
}

/** Starts a server that answers everything with the same bytes. */
export async function openBareServer(kind: BareKind, reply: BareReply): Promise<BareServer> {
  const { file, flags } = program(source);
  const child = fork(file, [kind], { execArgv: [...flags] });
  child.send(reply);
  const [port] = (await once(child, 'message')) as [number];
  return { port, pid: child.pid ?? 0, close: () => child.disconnect() };
}

/** Splits an HTTP reply, latin1, into what a bare server needs to answer the same. */
export function bareReply(reply: string): BareReply {
  const headEnd = reply.indexOf('\r\n\r\n');
  const [, contentType = ''] = /\r\ncontent-type: *([^\r]*)/i.exec(reply.slice(0, headEnd)) ?? [];
  return { contentType, body: reply.slice(headEnd + 4) };
}

/** What a running server answers to one request, as it came. */
export async function replyTo(port: number, request: string): Promise<string> {
  const connection = await LoadConnection.open(port);
  const reply = await new Promise<string>((resolve) => connection.send(request, resolve));
  connection.close();
  return reply;
}
