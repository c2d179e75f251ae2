/** Tools that change what a sandbox does: scenarios, worlds, the clock. */
import { operationsApi } from '@sampan/api';
import { Type } from '@sinclair/typebox';
import { UsageError } from '../command.ts';
import { given, givenOnly, type Tool, tool } from './tool.ts';

const { md5Key: _, ...ofWorld } = operationsApi['POST /admin/worlds'].body.properties;

export const scenarioTools: readonly Tool[] = [
  tool({
    name: 'list_scenarios',
    title: 'List scenarios',
    description:
      'Lists what the sandbox pretends, newest first, with hits and with near misses: requests that failed ' +
      'exactly one condition.',
    effect: 'reads',
    input: given({}),
    async run({ world }, sandbox) {
      const { call } = await sandbox(world);
      return call('GET /admin/scenarios');
    },
  }),
  tool({
    name: 'add_scenario',
    title: 'Add a scenario',
    description:
      'Lets the sandbox pretend: refuse with a code, answer UNKNOW, fail although it is paid, stay silent, ' +
      'cut the connection, sign wrongly, lose or repeat notifications. Conditions in when, steps in then, ' +
      'e.g. {"when": {"fields": {"partner_trans_id": "T-1"}}, "then": [{"times": 2, "answer": ' +
      '"SYSTEM_ERROR", "although": "paid"}, "pass"]}. The ledger always has what was really done.',
    effect: 'adds',
    input: given(operationsApi['POST /admin/scenarios'].body.properties),
    async run({ world, ...scenario }, sandbox) {
      const { call } = await sandbox(world);
      return call('POST /admin/scenarios', { body: scenario });
    },
  }),
  tool({
    name: 'add_magic_scenarios',
    title: 'Add the scenarios of magic amounts',
    description:
      'Adds the shipped scenarios: a payment of 9901 to 9910 meets SYSTEM_ERROR, UNKNOW, silence and so on.',
    effect: 'adds',
    input: given({}),
    async run({ world }, sandbox) {
      const { call } = await sandbox(world);
      return call('POST /admin/scenarios/magic');
    },
  }),
  tool({
    name: 'remove_scenarios',
    title: 'Remove scenarios',
    description: 'Removes one scenario, or all of them without an id.',
    effect: 'removes',
    input: given({ id: Type.Optional(Type.String({ description: 'From list_scenarios.' })) }),
    async run({ world, id }, sandbox) {
      const { call } = await sandbox(world);
      return id === undefined
        ? call('DELETE /admin/scenarios')
        : call('DELETE /admin/scenarios/:id', { params: { id } });
    },
  }),
];

export const worldTools: readonly Tool[] = [
  tool({
    name: 'list_worlds',
    title: 'List worlds',
    description: 'Lists the worlds of the sandbox: systems of their own for tests side by side.',
    effect: 'reads',
    input: givenOnly({}),
    async run(_given, sandbox) {
      const { call } = await sandbox('main');
      return call('GET /admin/worlds');
    },
  }),
  tool({
    name: 'create_world',
    title: 'Create a world',
    description:
      'Makes a world with its own clock, partners, wallets and trades. Answers its gateway, partners and ' +
      'wallets without keys and PINs: sampan partner key show ID --world W prints the key of a partner.',
    effect: 'adds',
    input: givenOnly(ofWorld),
    async run(body, sandbox) {
      const { call } = await sandbox('main');
      const { partners, wallets, ...made } = await call('POST /admin/worlds', { body });
      return {
        ...made,
        partners: partners.map(({ md5Key, ...partner }) => partner),
        wallets: wallets.map(({ pin, ...wallet }) => wallet),
      };
    },
  }),
  tool({
    name: 'drop_world',
    title: 'Drop a world',
    description: 'Drops a world with all that is in it.',
    effect: 'removes',
    input: givenOnly({ name: Type.String({ description: 'From list_worlds.' }) }),
    async run({ name }, sandbox) {
      const { call } = await sandbox('main');
      return call('DELETE /admin/worlds/:world', { params: { world: name } });
    },
  }),
];

export const clockTools: readonly Tool[] = [
  tool({
    name: 'show_clock',
    title: 'Show the clock',
    description: 'Shows business time of the sandbox, in GMT+8.',
    effect: 'reads',
    input: given({}),
    async run({ world }, sandbox) {
      const { call } = await sandbox(world);
      return call('GET /admin/clock');
    },
  }),
  tool({
    name: 'move_clock',
    title: 'Move the clock',
    description:
      'Moves the clock of the sandbox forward, by a duration or to a time; what becomes due on the way is ' +
      'done: orders expire, days are closed, refunds are executed, files are written. Never back.',
    effect: 'removes',
    input: given({
      by: Type.Optional(Type.String({ examples: ['90s', '10m', '2h', '1d'] })),
      to: Type.Optional(Type.String({ examples: ['2026-11-22T00:20:00+08:00'] })),
    }),
    async run({ world, by, to }, sandbox) {
      const { call } = await sandbox(world);
      if (by !== undefined && to === undefined) {
        return call('POST /admin/clock/advance', { body: { by } });
      }
      if (to !== undefined && by === undefined) {
        return call('POST /admin/clock/set', { body: { to } });
      }
      throw new UsageError('Give either by, e.g. "10m", or to, e.g. "2026-11-22T00:20:00+08:00"');
    },
  }),
];
