/** The first example of the SDK's README as a program that ends, for each kind of module. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sdkFolder } from './sdk-entries.mjs';

/** The block as the README has it. */
export function firstExample() {
  const readme = readFileSync(join(sdkFolder, 'README.md'), 'utf8');
  const [, block] = /^```ts\n([\s\S]*?)^```$/m.exec(readme);
  return block;
}

/** `kind` is `esm`, `commonjs` or `typescript`. The gateway is one in this program, which signs a reply. */
export function exampleProgram(kind) {
  const [imports, body] = halves(firstExample());
  if (!body.includes("gateway: 'test',"))
    throw new Error('the example names its gateway otherwise');
  const typed = kind === 'typescript';
  const parameters = typed
    ? '(settings: { key: string }, address: string): Promise<string | undefined>'
    : '(settings, address)';
  const lines = [
    imports,
    "import { signReply } from '@sampan/sdk/testing';",
    "import { createServer } from 'node:http';",
    typed ? "import type { AddressInfo } from 'node:net';" : '',
    `async function example${parameters} {`,
    body.replace("gateway: 'test',", 'gateway: address,'),
    '}',
    served(typed),
  ];
  const text = lines.join('\n');
  return kind === 'commonjs' ? text.replace(importing, 'const {$1} = require($2);') : text;
}

const importing = /^import \{([^}]*)\} from ('[^']*');$/gm;

function halves(block) {
  const [first, ...rest] = block.split('\n');
  return [first, rest.join('\n')];
}

const served = (typed) => `
const key = 'readme-key-readme-key-readme-key';
const fields = {
  result_code: 'SUCCESS', partner_trans_id: 'T-1', alipay_trans_status: 'TRADE_SUCCESS',
};
const server = createServer(async (_, response) => {
  const { body, contentType } = await signReply(fields, { key });
  response.writeHead(200, { 'content-type': contentType }).end(body);
});
server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address()${typed ? ' as AddressInfo' : ''};
  console.log(await example({ key }, \`http://127.0.0.1:\${port}/gateway.do\`));
  server.close();
  server.closeAllConnections();
});
`;
