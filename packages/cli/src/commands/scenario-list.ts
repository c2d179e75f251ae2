import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print } from '../output.ts';
import { scenarioLines } from './scenario-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const answer = await call('GET /admin/scenarios');
  const { scenarios } = answer;
  print(input, answer, () =>
    scenarios.length === 0
      ? ['No scenarios.']
      : ['Scenarios, newest first:', ...scenarios.flatMap(scenarioLines)],
  );
}
