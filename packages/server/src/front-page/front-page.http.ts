import { readRunning } from '@sampan/cli';
import { dashedTime } from '@sampan/primitives';
import type { FastifyPluginAsync } from 'fastify';
import { readNow } from '#database';
import type { Platform } from '#platform';
import type { PublicRole } from '#ports';
import { type DemoPage, type FrontPage, frontPageHtml, frontPagePolicy } from './front-page.ts';

type World = Pick<Platform, 'reader' | 'writer' | 'directory' | 'random'>;

export interface FrontPageOptions {
  readonly platform: World;
  readonly roles: readonly PublicRole[];
  readonly sandbox: boolean;
  /** What the page says of a demo world; only in a sandbox. */
  readonly demoPage?: (world: World, gateway?: string) => Promise<DemoPage | undefined>;
  /** Where the addresses of the other ports are written. */
  readonly dataFolder: string;
  /** Known once the port listens. */
  readonly publicUrl: () => string;
  readonly onFailure: (error: unknown) => void;
}

/** `/` for people, and as JSON for programs that ask for it. */
export const frontPageRoute: FastifyPluginAsync<FrontPageOptions> = async (server, options) => {
  server.route({
    method: ['GET', 'HEAD'],
    url: '/',
    async handler({ method, headers }, reply) {
      const page = await frontPage(options, method === 'GET');
      reply
        .header('vary', 'Accept')
        .header('cache-control', 'no-store')
        .header('content-security-policy', frontPagePolicy)
        .header('referrer-policy', 'no-referrer')
        .header('x-content-type-options', 'nosniff');
      if (wantsJson(headers.accept)) return reply.send(page);
      return reply.type('text/html; charset=utf-8').send(frontPageHtml(page));
    },
  });
};

/** The inspector's address behind `#` names any world but `main`. */
function worldIn(address: string): string {
  const [, world] = /\/w\/([a-z0-9-]+)$/.exec(address) ?? [];
  return world === undefined ? '' : `#/?world=${world}`;
}

const wantsJson = (accept = ''): boolean =>
  accept.includes('application/json') && !accept.includes('text/html');

async function frontPage(options: FrontPageOptions, withPayment: boolean): Promise<FrontPage> {
  const { roles, sandbox, publicUrl } = options;
  const gateway = roles.includes('gateway') ? `${publicUrl()}/gateway.do` : undefined;
  return {
    name: 'sampan',
    mode: sandbox ? 'sandbox' : 'production',
    ...(gateway && { gateway }),
    ...(roles.includes('wallet') && { wallet: `${publicUrl()}/wallet/api` }),
    ...(roles.includes('portal') && { portal: `${publicUrl()}/portal/` }),
    ...(sandbox && { sandbox: await sandboxPage(options, withPayment ? gateway : undefined) }),
  };
}

/** A database that does not answer is a line of the page, not an error. */
async function sandboxPage(
  { platform, dataFolder, demoPage, publicUrl, onFailure }: FrontPageOptions,
  gateway: string | undefined,
): Promise<NonNullable<FrontPage['sandbox']>> {
  const running = await readRunning(dataFolder).catch(() => undefined);
  const known = {
    ...(running?.admin && {
      operations: running.admin,
      inspector: `${running.admin}/inspector/${worldIn(publicUrl())}`,
      ...(worldIn(publicUrl()) === '' && { console: `${running.admin}/console/` }),
    }),
    ...(running?.sftp && { sftp: running.sftp }),
  };
  try {
    const now = await readNow(platform.reader);
    const demo = await demoPage?.(platform, gateway);
    // The till that runs here sells in the demo world.
    const till = demo && running?.till;
    return { ...known, now: dashedTime(now), ...(demo && { demo }), ...(till && { till }) };
  } catch (error) {
    onFailure(error);
    return known;
  }
}
