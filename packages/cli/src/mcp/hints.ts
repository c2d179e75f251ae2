/** What an assistant does about a refusal of the operations API. */
import { Refused } from '../operations-client.ts';

const hints: Readonly<Record<string, string>> = {
  'sandbox-only': 'This server is no sandbox, or keeps no record: sampan start --demo starts one.',
  'worlds-unavailable': 'Only world main of a sandbox of one process makes worlds.',
  'world-unknown': 'list_worlds shows the worlds; an idle one is dropped after a day.',
  'exchange-unknown': 'list_exchanges shows the ids; the record keeps the newest 10,000.',
  'scenario-unknown': 'list_scenarios shows the ids.',
  'partner-unknown': 'sampan partner list shows the partners; a world has its own (list_worlds).',
  'too-many-scenarios': 'remove_scenarios removes some.',
  'only-forward': 'The clock cannot go back; create_world makes a world with a clock of its own.',
  'token-needed': 'This server is no sandbox. sampan mcp sends no token, so it cannot use others.',
};

export function hintFor(error: unknown): string | undefined {
  return error instanceof Refused ? hints[error.code] : undefined;
}
