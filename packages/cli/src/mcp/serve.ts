/** Serves the tools over the Model Context Protocol, on a pair of streams. */

import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { McpServer } from '@modelcontextprotocol/server';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import type { TObject } from '@sinclair/typebox';
import { describe } from '../run-command.ts';
import { hintFor } from './hints.ts';
import type { FindSandbox, Tool } from './tool.ts';

export interface McpSurroundings {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly sandbox: FindSandbox;
  /** Of the installed program. */
  readonly version: string;
  /** For what no answer can say, such as a line that is not JSON. */
  readonly onError: (error: Error) => void;
}

const instructions =
  'Sampan is a sandbox of an in-store QR payment gateway. When a request was refused, list_exchanges finds ' +
  'it and explain names the mistake. To try what goes wrong in production, add_scenario and move_clock; then ' +
  'advice and acceptance say what the program does wrong. show_service has the reference of the wire.';

/** Ends when the input ends. */
export async function serveTools(
  tools: readonly Tool[],
  { stdin, stdout, sandbox, version, onError }: McpSurroundings,
): Promise<void> {
  const transport = new StdioServerTransport(stdin, stdout);
  const handle = serveStdio(() => serverOf(tools, sandbox, version), {
    transport,
    onerror: onError,
  });
  await finished(stdin, { writable: false }).catch(() => undefined);
  await handle.close();
}

function serverOf(tools: readonly Tool[], sandbox: FindSandbox, version: string): McpServer {
  const about = { name: 'sampan', title: 'Sampan sandbox', version };
  const server = new McpServer(about, { instructions, capabilities: { tools: {} } });
  for (const { name, title, description, effect, input, call } of tools) {
    const annotations = {
      readOnlyHint: effect === 'reads',
      destructiveHint: effect === 'removes',
      openWorldHint: false,
    };
    const config = { title, description, annotations, inputSchema: asDeclared(input) };
    server.registerTool(name, config, async (given: unknown) => {
      try {
        return { content: [textOf(await call(given, sandbox))] };
      } catch (error) {
        const hint = hintFor(error);
        const text =
          hint === undefined ? describe(error, false) : `${describe(error, false)}\n${hint}`;
        return { content: [{ type: 'text', text }], isError: true };
      }
    });
  }
  return server;
}

/** The tool checks what it is given itself, in our words; the library only tells what it may be. */
function asDeclared(schema: TObject) {
  const shown = withoutOurWords(schema);
  return {
    '~standard': {
      version: 1 as const,
      vendor: 'sampan',
      validate: (value: unknown) => ({ value }),
      jsonSchema: { input: () => shown, output: () => shown },
    },
  };
}

/** `expected` is for our refusals; no other program knows it. */
function withoutOurWords(schema: TObject): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(schema, (name, value: unknown) => (name === 'expected' ? undefined : value)),
  );
}

/** An assistant cannot read more at once. */
const charactersMax = 100_000;

function textOf(answer: object | string) {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  if (text.length <= charactersMax) return { type: 'text' as const, text };
  const left = text.length - charactersMax;
  const cut = `${text.slice(0, charactersMax)}\n… ${left} characters are left out; ask for less`;
  return { type: 'text' as const, text: cut };
}
