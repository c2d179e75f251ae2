import type { ScenarioView } from '@sampan/api';
import { type Input, UsageError } from '../command.ts';
import { findOperations, type Operations } from '../operations-client.ts';
import { print } from '../output.ts';
import { readScenarioFile } from './read-scenarios.ts';
import { scenarioLines } from './scenario-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const isMagic = input.flag('magic');
  if (isMagic === (input.argument('FILE') !== '')) {
    throw new UsageError('Give either FILE or --magic');
  }
  const { call } = await findOperations(input);
  const scenarios = isMagic
    ? (await call('POST /admin/scenarios/magic')).scenarios
    : await addFile(input, call);
  print(input, { scenarios }, () => ['Added:', ...scenarios.flatMap(scenarioLines)]);
}

/** All scenarios of the file, or none. */
async function addFile(input: Input, call: Operations['call']): Promise<readonly ScenarioView[]> {
  const file = await readScenarioFile(input);
  const added: ScenarioView[] = [];
  for (const [index, scenario] of file.scenarios.entries()) {
    try {
      added.push(await call('POST /admin/scenarios', { body: scenario }));
    } catch (error) {
      for (const { id } of added) await call('DELETE /admin/scenarios/:id', { params: { id } });
      throw file.located(error, index);
    }
  }
  return added;
}
