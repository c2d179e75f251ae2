/**
 * The partner API as one or several processes serve it over one database, with people of several partners. The
 * machine's time stands still until it is moved.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@sampan/api';
import { type PartnerId, required, secret } from '@sampan/primitives';
import { hashSecret, isHashOf } from '@sampan/primitives/node';
import Fastify, { type FastifyInstance } from 'fastify';
import { type PortalDependencies, portalApi, ReplyNotAsDeclared } from '#app-api';
import type { Platform } from '#platform';
import { type Member, machineTime, Staff } from '#staff';
import type { Files } from '#statement';
import { fileWriterHere, type TestWorld, testWorld } from '#test-kit';

/** The address in codes. */
export const publicUrl = 'https://pay.example';

export const password = 'a kettle on the hob';

export interface PortalReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly body: Record<string, unknown>;
  /** The error's code, when it is one. */
  readonly code: string | undefined;
}

export interface PortalAsked {
  /** Whose browser asks; without one, a browser without cookies. */
  readonly as?: Browser | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The address it comes from; by default each request comes from one of its own. */
  readonly from?: string;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** One process that serves the portal. */
export interface PortalProcess {
  readonly app: FastifyInstance;
  readonly platform: Platform;
  readonly errors: unknown[];
  ask(method: Method, path: string, asked?: PortalAsked): Promise<PortalReply>;
}

/** Keeps cookies as a browser does. */
export class Browser {
  readonly cookies = new Map<string, string>();

  get header(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  take(given: unknown): void {
    for (const line of [given ?? []].flat().map(String)) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }

  /** The token of the session. */
  get token(): string | undefined {
    return this.cookies.get('sampan-portal');
  }
}

export interface PortalWorld extends TestWorld {
  readonly first: PortalProcess;
  /** Over a folder of their own. */
  readonly files: Files;
  openProcess(given?: Partial<PortalDependencies>): Promise<PortalProcess>;
  /** A person of the partner who has a password. */
  member(partnerId: PartnerId, role: Role, login?: string): Promise<Member>;
  /** A browser in which the person is signed in. */
  signIn(member: Pick<Member, 'login'>, process?: PortalProcess): Promise<Browser>;
}

export async function portalWorld(given: Partial<PortalDependencies> = {}): Promise<PortalWorld> {
  const world = await testWorld();
  const filesFolder = await mkdtemp(join(tmpdir(), 'sampan-files-'));
  const files = world.platform.files({
    folder: filesFolder,
    writer: fileWriterHere(world.url),
  });
  const closing: (() => Promise<unknown>)[] = [];
  const all: PortalProcess[] = [];
  let addresses = 0;
  let people = 0;
  let hashed: string | undefined;

  async function openProcess(own: Partial<PortalDependencies> = {}): Promise<PortalProcess> {
    const errors: unknown[] = [];
    const onError = (error: unknown) => errors.push(error);
    const platform = await world.open({ lanes: 2, onFailure: onError });
    const app = Fastify();
    const dependencies: PortalDependencies = {
      ...{ ...platform, onError, sandbox: true },
      ...{ reader: platform.readers.pages, lists: platform.readers.lists },
      shelf: files.shelf,
      gatewayUrl: () => 'http://127.0.0.1:1/gateway.do',
      publicUrl: () => publicUrl,
      writer: platform.writers.portal,
      isHashOf: onceEach(),
      ...given,
      ...own,
    };
    await app.register(portalApi(dependencies), { prefix: '/portal/api' });
    closing.push(() => app.close());
    const opened: PortalProcess = {
      ...{ app, platform, errors },
      async ask(method, path, { as, body, headers = {}, from } = {}) {
        const reply = await app.inject({
          method,
          remoteAddress: from ?? `10.1.${Math.floor(++addresses / 250)}.${addresses % 250}`,
          url: `/portal/api${path}`,
          headers: {
            'sampan-session': 'portal',
            ...(as && as.cookies.size > 0 && { cookie: as.header }),
            ...headers,
          },
          ...(body !== undefined && { payload: body as object }),
        });
        as?.take(reply.headers['set-cookie']);
        const text = reply.body;
        const parsed = text.startsWith('{') ? JSON.parse(text) : {};
        const { statusCode: status, headers: replied } = reply;
        return { status, headers: replied, text, body: parsed, code: parsed.error?.code };
      },
    };
    all.push(opened);
    return opened;
  }

  const first = await openProcess();
  const staff = new Staff({ ...first.platform, machineClock: machineTime(first.platform.clock) });
  return {
    ...world,
    first,
    files,
    openProcess,
    async member(partnerId, role, login = `${role}-${++people}@harbour.example`) {
      const name = `${role} ${people}`;
      const made = await staff.invite({ partnerId, who: 'test' }, { login, name, role });
      if (made.outcome !== 'invited') throw new Error(made.outcome);
      hashed ??= await hashSecret(secret(password), world.random);
      const accepted = await staff.accept(made.token, { name, password: hashed });
      return required(accepted, 'it was just invited');
    },
    async signIn({ login }, process = first) {
      const browser = new Browser();
      const body = { login, password };
      const { status, text } = await process.ask('POST', '/sign-in', { as: browser, body });
      if (status !== 200) throw new Error(`sign-in: ${status} ${text}`);
      return browser;
    },
    async close() {
      for (const close of closing) await close();
      await world.close();
      await rm(filesFolder, { recursive: true, force: true });
      const undeclared = all.flatMap(({ errors }) =>
        errors.filter((error) => error instanceof ReplyNotAsDeclared),
      );
      assert.deepEqual(undeclared, [], 'every answer is as @sampan/api declares it');
    },
  };
}

/** Compares each password with each hash once, and then remembers: guessing costs a test no cores. */
function onceEach(): typeof isHashOf {
  const known = new Map<string, Promise<boolean>>();
  return (given, stored) => {
    const pair = `${given.reveal()} ${stored}`;
    const compared = known.get(pair) ?? isHashOf(given, stored);
    known.set(pair, compared);
    return compared;
  };
}
