/**
 * Goal: every route of our own APIs is declared in @sampan/api, and every declared one is served.
 * Method: the routes registered with the framework are compared with the declarations, in both
 * directions.
 */
import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { test } from 'node:test';
import { buyerApi, operationsApi, partnerApi } from '@sampan/api';
import type { FastifyInstance } from 'fastify';
import { buyerWorld } from './buyer-world.ts';
import { operationsWorld } from './operations-world.ts';
import { portalWorld } from './portal-world.ts';

/** The routes of all servers that `open` makes: Fastify announces each of them. */
async function routesOf(open: () => Promise<{ close(): Promise<void> }>): Promise<string[]> {
  const routes: string[] = [];
  const onServer = (message: unknown) => {
    const { fastify } = message as { readonly fastify: FastifyInstance };
    fastify.addHook('onRoute', ({ method, url }) => {
      // Each GET is served as HEAD too.
      for (const each of [method].flat()) if (each !== 'HEAD') routes.push(`${each} ${url}`);
    });
  };
  subscribe('fastify.initialization', onServer);
  try {
    await (await open()).close();
  } finally {
    unsubscribe('fastify.initialization', onServer);
  }
  return routes.sort();
}

test('the operations API serves what is declared, and nothing else', async () => {
  assert.deepEqual(await routesOf(operationsWorld), Object.keys(operationsApi).sort());
});

test('the buyer API serves what is declared, and nothing else', async () => {
  const declared = Object.keys(buyerApi).map((name) => name.replace(' ', ' /wallet/api'));
  assert.deepEqual(await routesOf(buyerWorld), declared.sort());
});

test('the partner API serves what is declared, and nothing else', async () => {
  const declared = Object.keys(partnerApi).map((name) => name.replace(' ', ' /portal/api'));
  assert.deepEqual(await routesOf(portalWorld), declared.sort());
});
