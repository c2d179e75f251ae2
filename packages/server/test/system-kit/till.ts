/** A partner's till: signs requests, sends them, and believes only replies that are signed. */
import { Agent, request } from 'node:http';
import { secret } from '@sampan/primitives';
import { openReply, type SignedRequest, signRequest } from '@sampan/protocol';
import type { Asked } from '../gateway-world.ts';

export interface Account {
  readonly gateway: string;
  readonly partnerId: string;
  readonly md5Key: string;
}

export type Reply =
  /** A service has answered, with the platform's signature. */
  | { readonly kind: 'answer'; readonly fields: Readonly<Record<string, string>> }
  /** The gateway has not let the request through to a service. */
  | { readonly kind: 'refusal'; readonly error: string }
  /** There was no whole reply. */
  | { readonly kind: 'silence'; readonly why: string };

export interface Till {
  ask(asked: Asked): Promise<Reply>;
  close(): void;
}

export function openTill({ gateway, partnerId, md5Key }: Account): Till {
  const agent = new Agent({ keepAlive: true });
  const keys = { md5Key: secret(md5Key) };
  return {
    async ask(asked) {
      const given = Object.entries({ partner: partnerId, ...asked });
      const signed = await signRequest(
        given.filter((parameter): parameter is [string, string] => parameter[1] !== undefined),
        { signType: 'MD5', charset: 'UTF-8', keys },
      );
      const received = await send(agent, gateway, signed);
      if ('why' in received) return { kind: 'silence', ...received };
      const reply = openReply(received, keys);
      if (!reply.ok) throw new Error(`${reply.problem}: ${received.bytes.toString()}`);
      const { isSuccess, isSigned, fields, error = '' } = reply.value;
      if (!isSuccess) return { kind: 'refusal', error };
      if (!isSigned) throw new Error(`not signed: ${received.bytes.toString()}`);
      return { kind: 'answer', fields: Object.fromEntries(fields) };
    },
    close: () => agent.destroy(),
  };
}

type Received = { readonly why: string } | { readonly bytes: Buffer; readonly contentType: string };

function send(agent: Agent, gateway: string, signed: SignedRequest): Promise<Received> {
  const { query, body, contentType } = signed;
  const headers = { 'content-type': contentType, 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve) => {
    const silence = (error: Error) =>
      resolve({ why: (error as NodeJS.ErrnoException).code ?? error.message });
    const url = `${gateway}?${query}`;
    const sent = request(url, { agent, method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', silence);
      response.on('end', () => {
        if (response.statusCode !== 200) resolve({ why: `HTTP ${response.statusCode}` });
        const contentType = response.headers['content-type'] ?? '';
        resolve({ bytes: Buffer.concat(chunks), contentType });
      });
    });
    sent.on('error', silence);
    sent.end(body);
  });
}

/** The outcome is not known: the till has to ask again. */
export function isOpen(reply: Reply): boolean {
  if (reply.kind === 'silence' || errorOf(reply) === 'SYSTEM_ERROR') return true;
  return reply.kind === 'answer' && reply.fields['result_code'] === 'UNKNOW';
}

export function isSuccess(reply: Reply): boolean {
  return reply.kind === 'answer' && reply.fields['result_code'] === 'SUCCESS';
}

/** The code of a refusal by the gateway or by the service; cancel has a word of its own for it. */
export function errorOf(reply: Reply): string | undefined {
  if (reply.kind === 'silence') return undefined;
  if (reply.kind === 'refusal') return reply.error;
  return reply.fields['error'] ?? reply.fields['detail_error_code'];
}

/** Asks until the outcome is known. A till does so with pauses; here the server is busy or back. */
export async function askUntilKnown(till: Till, asked: Asked, triesMax = 200): Promise<Reply> {
  let reply = await till.ask(asked);
  for (let tries = 1; isOpen(reply) && tries < triesMax; tries++) reply = await till.ask(asked);
  if (isOpen(reply)) throw new Error(`still open: ${JSON.stringify({ asked, reply })}`);
  return reply;
}
