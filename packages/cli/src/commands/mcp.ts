import { type Input, UsageError } from '../command.ts';
import { exchangeTools } from '../mcp/exchange-tools.ts';
import { referenceTools } from '../mcp/reference-tools.ts';
import { clockTools, scenarioTools, worldTools } from '../mcp/scenario-tools.ts';
import { serveTools } from '../mcp/serve.ts';
import type { Tool } from '../mcp/tool.ts';
import { findSandbox } from '../operations-client.ts';
import { standardInput } from './standard-input.system.ts';

const tools: readonly Tool[] = [
  ...exchangeTools,
  ...referenceTools,
  ...scenarioTools,
  ...worldTools,
  ...clockTools,
];

export async function run(input: Input): Promise<undefined> {
  const stdin = input.stdin ?? standardInput();
  if ('isTTY' in stdin && stdin.isTTY === true) {
    throw new UsageError(
      'sampan mcp is started by a coding assistant and speaks JSON-RPC, not with people',
    );
  }
  await serveTools(tools, {
    stdin,
    stdout: input.stdout,
    version: input.programVersion?.() ?? 'unknown',
    sandbox: (world = input.option('world')) =>
      findSandbox(input, world === 'main' ? undefined : world),
    onError: (error) => input.stderr.write(`sampan mcp: ${said(error)}\n`),
  });
  return undefined;
}

/** Of a line that is no message, the library lists what each kind of message would have. */
const said = ({ message }: Error): string =>
  message.startsWith('[') ? 'a line is not a JSON-RPC message' : message;
