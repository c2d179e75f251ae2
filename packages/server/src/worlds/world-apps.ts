/** What a world answers on the two ports. Its apps are made when they are first needed: many worlds need one. */
import type { PartnerId } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { createOperations, type OperationsDependencies } from '#app-api';
import type { Gateway } from '#gateway';
import type { Platform } from '#platform';
import type { WorldsParts } from './worlds-parts.ts';

interface Served extends Pick<OperationsDependencies, 'jobs' | 'files'> {
  readonly platform: Platform;
  readonly onFailure: (error: unknown) => void;
}

export function worldApps(
  { publicApp, publicUrl, address }: Pick<WorldsParts, 'publicApp' | 'publicUrl' | 'address'>,
  { name, onPartner }: { readonly name: string; onPartner(id: PartnerId): Promise<void> },
  { platform, jobs, files, onFailure }: Served,
) {
  let own: Gateway | undefined;
  const app = once(() =>
    publicApp(platform, {
      publicUrl: () => `${publicUrl()}/w/${name}`,
      shelf: files.shelf,
      around(gateway) {
        own = gateway;
        return gateway;
      },
    }),
  );
  const operations = once(async () =>
    createOperations({
      ...platform,
      lists: platform.readers.lists,
      ...{ jobs, files, onPartner },
      access: { kind: 'sandbox' },
      gatewayUrl: () => `${address()}/w/${name}/gateway.do`,
      worlds: 'Worlds are made in the world main: call it without --world',
      onError: onFailure,
    }),
  );
  const gateway: Gateway = async (raw) => {
    await app.get();
    return own?.(raw);
  };
  return {
    ...{ app: app.get, operations: operations.get, gateway },
    async endStreams() {
      await Promise.all([app.close(), operations.close()]);
    },
  };
}

/** Makes an app once, and makes it ready. */
function once(make: () => Promise<FastifyInstance>) {
  let made: Promise<FastifyInstance> | undefined;
  const ready = async () => {
    const app = await make();
    await app.ready();
    return app;
  };
  return {
    get(): Promise<FastifyInstance> {
      made ??= ready();
      return made;
    },
    async close(): Promise<void> {
      await (await made?.catch(() => undefined))?.close();
    },
  };
}
