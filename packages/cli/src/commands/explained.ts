/** Explains what was read, and what is said of it. */
import type { VerifyingKeys } from '@sampan/protocol';
import {
  type ExchangeRecord,
  type Explanation,
  explainExchange,
  explainRefusal,
  type RefusalExplanation,
  readExplainInput,
} from '@sampan/protocol/explain';
import type { Recorded } from './explain-recorded.ts';

type Contract = 'hk' | 'global';

/** Of a request in any of its forms, an address, or a code; needs no server. */
export async function explainBytes(
  bytes: Buffer,
  contract: Contract | undefined,
  keys: VerifyingKeys | undefined,
): Promise<Explanation> {
  const read = readExplainInput(bytes);
  if (!read.ok) throw new Error(`Nothing to explain: ${read.problem}.`);
  if ('code' in read.value) return ofCode(explainRefusal({ code: read.value.code }));
  return explainExchange(await whole(read.value.record, contract), keys ? { keys } : {});
}

/** With the keys of the sandbox, or other ones. */
export async function explainRecorded(
  recorded: Recorded,
  contract: Contract | undefined,
  keys: VerifyingKeys | undefined,
): Promise<Explanation> {
  const record = await whole(recorded.record, contract);
  return explainExchange(record, { ...recorded, ...(keys && { keys }) });
}

async function whole(
  given: ExchangeRecord,
  contract: 'hk' | 'global' | undefined,
): Promise<ExchangeRecord> {
  const { body, contentType = '' } = given.request;
  const parts = body && (await partsOf(body, contentType));
  return { ...given, ...(contract && { contract }), ...(parts && { parts }) };
}

/** Few requests have several parts; their parser is loaded for these only. */
async function partsOf(body: Buffer, contentType: string) {
  if (!/multipart/i.test(contentType)) return undefined;
  const { isMultipart, splitMultipart } = await import('@sampan/protocol/multipart');
  return isMultipart(contentType) ? splitMultipart(body, contentType) : undefined;
}

const ofCode = (refusal: RefusalExplanation): Explanation => ({
  verdict: 'refused',
  cause: refusal.code,
  means: refusal.rule,
  fix: refusal.fix,
  refusal,
  unchecked: ['the request: only its refusal was given'],
});

/** The fixed keys first; they are there in every answer. */
export function explanationView(explanation: Explanation): object {
  const { verdict, cause, fix, means, signature, refusal, unchecked } = explanation;
  return {
    verdict,
    cause,
    fix,
    serverString: signature?.serverString ?? null,
    yourString: signature?.yourString ?? null,
    firstDifference: signature?.firstDifference ?? null,
    means,
    unchecked,
    ...(signature && {
      causes: signature.causes,
      alternatives: signature.alternatives,
      ...(signature.guess && { guess: signature.guess }),
      ...(signature.yourFormula !== undefined && {
        serverFormula: signature.serverFormula,
        yourFormula: signature.yourFormula,
      }),
      ruledOut: signature.ruledOut,
      isComplete: signature.isComplete,
    }),
    ...refusal,
    ...(refusal && { means }),
  };
}
