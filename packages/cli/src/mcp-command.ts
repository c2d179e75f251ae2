import { adminOption } from './admin-option.ts';
import type { Command } from './command.ts';

export const mcpCommand: Command = {
  name: 'mcp',
  summary: 'serve a sandbox to a coding assistant (Model Context Protocol)',
  arguments: [],
  options: [adminOption],
  notes: [
    'A coding assistant starts this command and speaks JSON-RPC over its standard input and',
    'output until it closes the input. Tools list and show exchanges, explain refusals, add',
    'scenarios, create worlds, move the clock, judge a partner’s program by the acceptance',
    'cases and give advice on it, and look up the reference.',
    '',
    'Works with a sandbox on this machine only: it sends no token, and shows no key. Its',
    'configuration in most assistants:',
    '',
    '  {"mcpServers": {"sampan": {"command": "npx", "args":',
    '    ["sampan", "mcp", "--admin", "http://127.0.0.1:8701"]}}}',
  ],
  examples: ['sampan mcp --admin http://127.0.0.1:8701'],
  load: () => import('./commands/mcp.ts'),
};
