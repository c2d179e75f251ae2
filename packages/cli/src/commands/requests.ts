import type { Asked, ExchangeView, OperationsApi } from '@sampan/api';
import { type Input, UsageError } from '../command.ts';
import { findOperations, type Operations } from '../operations-client.ts';
import { choice, print } from '../output.ts';
import { readEvents } from '../read-events.ts';
import { exchangeLine, exchangeTable, resultOf } from './exchange-table.ts';

const usual = 20;

export async function run(input: Input): Promise<undefined> {
  const operations = await findOperations(input);
  const kind = choice(input, 'kind', ['request', 'notification', 'download', 'all']) ?? 'request';
  const filters = {
    kind: kind === 'all' ? undefined : kind,
    partner: input.option('partner'),
    service: input.option('service'),
    order: input.option('order'),
    code: input.option('code'),
    text: input.option('text'),
    refused: input.flag('refused') ? ('true' as const) : undefined,
  };
  const listed = {
    ...filters,
    since: input.option('since'),
    until: input.option('until'),
    limit: input.count('last') ?? usual,
  };
  if (!input.flag('follow')) {
    const { items } = await operations.call('GET /admin/exchanges', { query: listed });
    print(input, { requests: items.map(requestView) }, () =>
      items.length === 0 ? ['No such exchanges.'] : exchangeTable(input, items),
    );
    return undefined;
  }
  if (listed.until !== undefined) throw new UsageError('--follow has no end; leave out --until');
  await follow(input, operations, { filters, listed });
  return undefined;
}

/** The fixed keys of the JSON. */
const requestView = (exchange: ExchangeView) => ({
  id: exchange.id,
  at: exchange.at,
  service: exchange.service ?? null,
  partner: exchange.partner ?? null,
  result: resultOf(exchange),
  reason: exchange.reason ?? null,
});

type Query<Name extends keyof OperationsApi> = NonNullable<Asked<OperationsApi[Name]>['query']>;

interface Following {
  readonly filters: Query<'GET /admin/exchange-events'>;
  readonly listed: Query<'GET /admin/exchanges'>;
}

/** The last ones, then each as it comes, until the server stops. */
async function follow(
  input: Input,
  { call, stream }: Operations,
  { filters, listed }: Following,
): Promise<never> {
  // Watches first, so that nothing falls between the list and the first event.
  const { chunks } = await stream('GET /admin/exchange-events', { query: filters });
  const { items } = await call('GET /admin/exchanges', { query: listed });
  const write = (exchange: ExchangeView): void => {
    const line = input.json ? JSON.stringify(requestView(exchange)) : exchangeLine(input, exchange);
    input.stdout.write(`${line}\n`);
  };
  for (const exchange of [...items].reverse()) write(exchange);
  const shown = items[0]?.number ?? 0;
  for await (const { event, data } of readEvents(chunks)) {
    if (event !== 'exchange') continue;
    const exchange = JSON.parse(data) as ExchangeView;
    if (exchange.number > shown) write(exchange);
  }
  throw new Error('The server has ended the stream');
}
