/** Tools that explain the wire: refusals, and the reference of services. */
import { allServices, languages, workedExample } from '@sampan/protocol/reference';
import { Type } from '@sinclair/typebox';
import { UsageError } from '../command.ts';
import { keysOf, recordedExchange } from '../commands/explain-recorded.ts';
import { explainBytes, explainRecorded, explanationView } from '../commands/explained.ts';
import { knownService, serviceSummary, serviceView } from '../commands/services.ts';
import { given, givenOnly, type Tool, tool } from './tool.ts';

const oneOf = <const Words extends readonly string[]>(words: Words) =>
  Type.Unsafe<Words[number]>(
    Type.Union(
      words.map((word) => Type.Literal(word)),
      { expected: words.join(' or ') },
    ),
  );

const contract = Type.Optional(oneOf(['hk', 'global']));
const language = Type.Optional(oneOf(languages));

/** Twice as much as a request may have. */
const textMax = 2_000_000;

export const referenceTools: readonly Tool[] = [
  tool({
    name: 'explain',
    title: 'Explain a refusal',
    description:
      'Names the mistake in a refused request: of a wrong signature the cause, both strings and the line to ' +
      'change in five languages; of every other refusal the rule, the parameter, whether to retry, the ' +
      'document. Give an exchange of the sandbox, or text: raw HTTP, a curl command, a URL, a form body, ' +
      'JSON, or the code of a refusal. For text, partner names whose keys to check the signature with.',
    effect: 'reads',
    input: given({
      exchange: Type.Optional(Type.String({ description: 'The id of an exchange.' })),
      text: Type.Optional(Type.String({ minLength: 1, maxLength: textMax })),
      partner: Type.Optional(Type.String({ description: 'A partner of the sandbox.' })),
      contract,
    }),
    async run({ world, exchange, text, partner, contract }, sandbox) {
      if ((exchange === undefined) === (text === undefined)) {
        throw new UsageError('Give either exchange, an id from list_exchanges, or text');
      }
      if (exchange !== undefined) {
        const { call } = await sandbox(world);
        const recorded = await recordedExchange(call, exchange);
        return explanationView(await explainRecorded(recorded, contract, undefined));
      }
      const bytes = Buffer.from(text ?? '');
      const keys =
        partner === undefined
          ? undefined
          : (await keysOf((await sandbox(world)).call, partner)).keys;
      return explanationView(await explainBytes(bytes, contract, keys));
    },
  }),
  tool({
    name: 'list_services',
    title: 'List the services of the gateway',
    description:
      'Lists the services of the wire with their purpose and contracts. Needs no server.',
    effect: 'reads',
    input: givenOnly({ language }),
    async run({ language = 'en' }) {
      return { services: allServices().map((each) => serviceSummary(each, language)) };
    },
  }),
  tool({
    name: 'show_service',
    title: 'Show a service of the gateway',
    description:
      'Shows the reference of a service: parameters and reply with meaning, type, length and example, every ' +
      'error code with what to do, and a worked request with its signing string. Needs no server.',
    effect: 'reads',
    input: givenOnly({
      name: Type.String({
        description: 'Full or short.',
        examples: ['alipay.acquire.overseas.spot.pay', 'spot-pay'],
      }),
      language,
    }),
    async run({ name, language = 'en' }) {
      const service = knownService(name, allServices());
      return { ...serviceView(service, language), example: await workedExample(service.name) };
    },
  }),
];
