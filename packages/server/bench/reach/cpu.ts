import { pay } from '../suite/pay-load.ts';
import { inWorld } from './paired.ts';
import { ratio, type Scenario } from './scenario.ts';

/** CPU time of payments at 64 connections. */
export const cpu: Scenario = {
  name: 'cpu',
  figures: () => [
    {
      id: 'cpu-server',
      title: 'CPU per MD5 payment, server',
      unit: ' µs',
      digits: 0,
      reach: ['≤', 140],
    },
    {
      id: 'cpu-postgres',
      title: 'CPU per MD5 payment, PostgreSQL',
      unit: ' µs',
      digits: 0,
      reach: ['≤', 95],
    },
  ],
  measure: ({ rounds, payments, warmUp }) =>
    inWorld(warmUp, async (world) => {
      const server: number[] = [];
      const postgres: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const { serverUs, postgresUs } = await pay(world, 'MD5', payments);
        server.push(serverUs);
        postgres.push(postgresUs);
      }
      return [server, postgres];
    }),
};

/** From where on a round does not count: neighbours fill what the system leaves idle. */
const neighboursMax = 0.1;

/** Whether payments keep both cores at work: server, PostgreSQL and load generator together. */
export const cores: Scenario = {
  name: 'cores',
  figures: () => [ratio('cores', 'share of all cores that works at full load', ['≥', 0.9])],
  measure: ({ rounds, payments, warmUp }) =>
    inWorld(warmUp, async (world) => {
      const busy: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const measured = await pay(world, 'MD5', payments);
        // Whose neighbours are busy finds no idle core, whatever it does itself.
        if (measured.neighbours <= neighboursMax) busy.push(measured.busy);
      }
      return [busy];
    }),
};
