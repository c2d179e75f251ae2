/** Figures that put the system beside what others do on the same machine. */
import { availableParallelism } from 'node:os';
import { seededRandom } from '@sampan/primitives';
import { arrivals } from '../load/schedule.ts';
import { opensslSpeed } from '../rivals/openssl.ts';
import { preparePgbench, runPgbench } from '../rivals/pgbench.ts';
import { measureBare, openBareServers } from '../suite/contenders.ts';
import { openConnections } from '../suite/latencies.ts';
import { measure } from '../suite/measure.ts';
import { payments as paymentRequests, queries } from '../suite/operations.ts';
import { pay } from '../suite/pay-load.ts';
import type { World } from '../system/world.ts';
import { inWorld, ratios } from './paired.ts';
import { ratio, type Scenario } from './scenario.ts';
import type { ReachSettings } from './settings.ts';

const tpcb = (world: World, { seconds }: ReachSettings, rate?: number) => {
  const { databaseUrl, postgresPid } = world;
  const run = { databaseUrl, postgresPid, script: 'tpcb-like', seconds } as const;
  return runPgbench(rate === undefined ? run : { ...run, rate });
};

export const pgbench: Scenario = {
  name: 'pgbench',
  figures: () => [
    ratio('pgbench-64', 'spot.pay MD5 ÷ pgbench TPC-B, 64 connections', ['≥', 1.1]),
    ratio('pgbench-256', 'spot.pay MD5 ÷ pgbench TPC-B, 256 connections', undefined),
  ],
  measure: (settings) =>
    inWorld(settings.warmUp, async (world) => {
      if (!(await preparePgbench(world.databaseUrl, settings.pgbenchScale))) {
        return [undefined, undefined];
      }
      const at = (connections: number) =>
        ratios(
          Math.max(settings.rounds, 5),
          async () => (await pay(world, 'MD5', settings.payments, connections)).perSecond,
          async () => (await tpcb(world, settings)).perSecond,
        );
      return [await at(64), await at(256)];
    }),
};

/** All cores do nothing but RSA arithmetic and what an MD5 payment needs: no more could be had. */
export const rsa2: Scenario = {
  name: 'rsa2',
  figures: () => [ratio('rsa2', 'spot.pay RSA2 ÷ the ceiling of all cores', ['≥', 0.85])],
  measure: ({ rounds, payments, warmUp }) =>
    inWorld(warmUp, async (world) => {
      const rsa = await opensslSpeed(2);
      if (!rsa) return [undefined];
      const ceiling = async (): Promise<number> => {
        const { serverUs, postgresUs } = await pay(world, 'MD5', payments);
        const eachUs = rsa.signUs + rsa.verifyUs + serverUs + postgresUs;
        return (availableParallelism() * 1e6) / eachUs;
      };
      const count = Math.ceil(payments / 2);
      const rate = async () => (await pay(world, 'RSA2', count)).perSecond;
      return [await ratios(rounds, rate, ceiling)];
    }),
};

export const query: Scenario = {
  name: 'query',
  figures: () => [ratio('query', 'query ÷ bare Fastify with the same bytes', ['≥', 0.5])],
  measure: ({ rounds, payments: count, warmUp }) =>
    inWorld(warmUp, async (world) => {
      const { fastify, http } = await openBareServers(world);
      const ask = async () =>
        (await measure(world, { ...(await queries(world, count)), connections: 64 })).perSecond;
      const bare = async () =>
        (await measureBare(world, { ...fastify, connections: 64, count })).perSecond;
      // Both have run before they are compared.
      await ask();
      await bare();
      const found = await ratios(rounds, ask, bare);
      fastify.close();
      http.close();
      return [found];
    }),
};

/** Each at 60 % of its own throughput, both with latencies from when a request was due. */
export const latency: Scenario = {
  name: 'latency',
  figures: () => [
    ratio('latency', 'p99 of spot.pay at 60 % ÷ p99 of pgbench at 60 % of its own', ['≤', 1.5]),
  ],
  measure: (settings) =>
    inWorld(settings.warmUp, async (world) => {
      if (!(await preparePgbench(world.databaseUrl, settings.pgbenchScale))) return [undefined];
      const ours = (await pay(world, 'MD5', settings.payments)).perSecond * 0.6;
      const theirs = (await tpcb(world, settings)).perSecond * 0.6;
      const random = seededRandom(settings.seed);
      const paid = async (): Promise<number> => {
        const count = Math.ceil(ours * settings.seconds);
        const arrivalsMs = arrivals({ kind: 'poisson', perSecond: ours, count, random });
        const requests = await paymentRequests(world, count);
        const load = { ...requests, connections: openConnections, arrivalsMs };
        return (await measure(world, load)).p99Ms;
      };
      const transacted = async () => (await tpcb(world, settings, theirs)).p99Ms;
      return [await ratios(settings.rounds, paid, transacted)];
    }),
};
