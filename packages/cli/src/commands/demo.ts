import { type Exchange, findCast, playScenes } from '@sampan/demo';
import { type Input, UsageError } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { exchangeLines } from './demo-exchange-lines.ts';

export async function run(input: Input): Promise<number | undefined> {
  const operations = await findOperations(input);
  const { sandbox, gateway } = await operations.call('GET /admin/server');
  if (!sandbox) {
    throw new Error('The demo makes money out of nothing, so it plays in a sandbox only');
  }
  if (gateway === '') throw new Error('This server runs without the role gateway (--roles)');
  if (input.option('days') !== undefined) {
    // Loaded only here: it reads files, too.
    const { runDays } = await import('./demo-days.ts');
    return runDays(input, { operations, gateway });
  }
  if (input.option('out') !== undefined) throw new UsageError('--out goes with --days');
  const cast = await findCast(operations);
  const played: Exchange[] = [];
  for await (const exchange of playScenes(operations, { gateway, cast })) {
    played.push(exchange);
    if (!input.json) input.stdout.write(`${exchangeLines(exchange, played.length).join('\n')}\n`);
    if (!exchange.succeeded) break;
  }
  const succeeded = played.every((exchange) => exchange.succeeded);
  if (input.json) {
    const { hongKong, standard, buyers } = cast;
    const partners = [hongKong.partnerId, standard.partnerId];
    const answer = { succeeded, partner: hongKong.partnerId, partners, buyers, exchanges: played };
    input.stdout.write(`${JSON.stringify(answer)}\n`);
  } else {
    input.stdout.write(succeeded ? 'All of it succeeded.\n' : 'The last one failed.\n');
  }
  return succeeded ? undefined : 1;
}
