/** Tools about the record of exchanges, and what it says of a partner's program. */
import { operationsApi, type WholeExchangeView } from '@sampan/api';
import { Type } from '@sinclair/typebox';
import { newestPartner } from '../commands/newest-partner.ts';
import { given, type Tool, tool } from './tool.ts';

const id = Type.String({
  description: 'The id of an exchange, from list_exchanges or the header Sampan-Exchange.',
});

const { properties: filters } = operationsApi['GET /admin/exchanges'].query;
const { properties: codeFilters } = operationsApi['GET /admin/exchange-codes'].query;
const { properties: acceptanceFilters } = operationsApi['GET /admin/acceptance'].query;
const { properties: adviceFilters } = operationsApi['GET /admin/advice'].query;
const { properties: changes } = operationsApi['POST /admin/exchanges/:id/again'].body;

/** An assistant reads all that it is given, so a page is short. */
const usualPage = 20;

export const exchangeTools: readonly Tool[] = [
  tool({
    name: 'list_exchanges',
    title: 'List exchanges',
    description:
      'Lists the requests that partners sent to the sandbox and the notifications it sent, newest first, ' +
      'with result, code and reason. Filter by order, code, service, time or text; refused "true" leaves ' +
      'out what succeeded. 20 by default.',
    effect: 'reads',
    input: given(filters),
    async run({ world, limit = usualPage, ...query }, sandbox) {
      const { call } = await sandbox(world);
      return call('GET /admin/exchanges', { query: { ...query, limit } });
    },
  }),
  tool({
    name: 'show_exchange',
    title: 'Show an exchange',
    description:
      'Shows one exchange: its parameters, checks, signed string and reply, what a scenario pretended, the ' +
      'order as it is now, and all exchanges of the same order with what each has changed.',
    effect: 'reads',
    input: given({ id }),
    async run({ world, id }, sandbox) {
      const { call } = await sandbox(world);
      return legible(await call('GET /admin/exchanges/:id', { params: { id } }));
    },
  }),
  tool({
    name: 'copy_exchange',
    title: 'Copy an exchange as code',
    description:
      'Writes an exchange as a curl command, as a program with @sampan/sdk, or as a test fixture.',
    effect: 'reads',
    input: given({ id, ...operationsApi['GET /admin/exchanges/:id/copy'].query.properties }),
    async run({ world, id, as }, sandbox) {
      const { call } = await sandbox(world);
      return (await call('GET /admin/exchanges/:id/copy', { params: { id }, query: { as } })).text;
    },
  }),
  tool({
    name: 'send_again',
    title: 'Send a request again',
    description:
      'Sends a recorded request to the sandbox again, with changed parameters and a fresh signature, and ' +
      'answers the reply. It may move the sandbox’s money.',
    effect: 'adds',
    input: given({ id, ...changes }),
    async run({ world, id, set }, sandbox) {
      const { call } = await sandbox(world);
      return call('POST /admin/exchanges/:id/again', { params: { id }, body: { set } });
    },
  }),
  tool({
    name: 'count_codes',
    title: 'Count what did not succeed',
    description:
      'Counts the exchanges that did not succeed by code, each with its newest exchange.',
    effect: 'reads',
    input: given(codeFilters),
    async run({ world, ...query }, sandbox) {
      const { call } = await sandbox(world);
      return call('GET /admin/exchange-codes', { query });
    },
  }),
  tool({
    name: 'acceptance',
    title: 'Acceptance cases of a partner',
    description:
      'Says of each acceptance case, SPOT-001 to HK-2, whether the partner’s program has passed it, by which ' +
      'exchanges, and what to do next. Only what the program did in the sandbox counts. Without partner, the ' +
      'one that called last.',
    effect: 'reads',
    input: given({ partner: Type.Optional(acceptanceFilters.partner) }),
    async run({ world, partner }, sandbox) {
      const { call } = await sandbox(world);
      const asked = partner ?? (await newestPartner(call, ''));
      return call('GET /admin/acceptance', { query: { partner: asked } });
    },
  }),
  tool({
    name: 'advice',
    title: 'Advice on a partner’s program',
    description:
      'Says what will go wrong in production although the sandbox let it pass: open outcomes that are not ' +
      'cancelled, ids that come twice, fast polls, unverified notifications. With the exchanges that show ' +
      'it and what to do.',
    effect: 'reads',
    input: given(adviceFilters),
    async run({ world, ...query }, sandbox) {
      const { call } = await sandbox(world);
      return call('GET /admin/advice', { query });
    },
  }),
];

/** Without the bytes in base64, unless nothing else says what was sent. */
function legible({ request, reply, ...exchange }: WholeExchangeView): object {
  const { body, ...sent } = request;
  const isRead = exchange.parameters.length > 0;
  return {
    ...exchange,
    request: isRead || body === undefined ? sent : { ...sent, body },
    ...(reply && { reply: { ...reply, body: undefined } }),
  };
}
