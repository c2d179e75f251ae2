import { assert, ok, problem, type Result } from '@sampan/primitives';
import {
  type BusinessErrorCode,
  type Charset,
  type Contract,
  type ErrorCode,
  type FieldFault,
  type Fields,
  isBusinessErrorCode,
  type MessageOf,
  type Parameter,
  type Parameters,
  type PartInput,
  type ReplyNode,
  type Service,
  type SignType,
  type Timestamp,
  timestamp as timestampKind,
} from '@sampan/protocol';
import { NotCarriedOut } from '#database';
import type { Partner } from '#partner';
import type { GatewayDependencies } from './dependencies.ts';
import type { Instead } from './interposition.ts';
import type { Refused } from './refusal.ts';

/** The caller and the request's form; known before the service's parameters are read. */
export interface Caller {
  readonly partner: Partner;
  readonly charset: Charset;
  readonly signType: SignType;
}

/** A service's answer: the reply's fields, or a refusal with its fields. */
export type Answer<Reply extends Fields> =
  | PartInput<Reply>
  | {
      readonly refusal: BusinessErrorCode;
      /** The rule that refused, for the log, because several rules share a code. */
      readonly why?: string;
      readonly known?: PartInput<Reply>;
    };

/** One service: maps its wire request to a command, and the outcome to its reply. */
export interface Handling<Request extends Fields, Reply extends Fields> {
  readonly carryOut: (
    request: MessageOf<Request>,
    caller: Caller,
    dependencies: GatewayDependencies,
  ) => Promise<Answer<Reply>>;
  /** The reply when it is not known whether the request was carried out. */
  readonly open: (request: MessageOf<Request>) => Answer<Reply>;
}

/**
 * The result of a request: a reply with fields, a refusal without (17), or the bare text of a
 * service without envelope (01 §11).
 */
export type Carried =
  | {
      readonly node: ReplyNode;
      readonly fields: readonly Parameter[];
      readonly refusal?: Refused;
    }
  | { readonly refused: ErrorCode; readonly refusal: Refused }
  | { readonly text: string; readonly refusal?: Refused };

/**
 * The partner's timestamp: `missing` if the service has the parameter and the request does not,
 * undefined if the service has none.
 */
export type RequestTime = Timestamp | 'missing' | undefined;

/** A request with well-formed parameters; nothing has been carried out yet. */
export interface Prepared {
  readonly timestamp: RequestTime;
  /** Does the business and returns the answer. Never rejects. */
  readonly carryOut: () => Promise<Carried>;
  /** Another answer of the service, whether or not the business is done. */
  readonly instead: (wish: Exclude<Instead, { readonly drop: true }>) => Carried;
}

/** A service as seen by the gateway, independent of its fields. */
export interface Handler {
  readonly name: string;
  /** The contracts that include it. */
  readonly contracts: readonly Contract[];
  readonly prepare: (
    parameters: Parameters,
    caller: Caller,
    dependencies: GatewayDependencies,
  ) => Result<Prepared, FieldFault>;
}

export function handle<Name extends string, Request extends Fields, Reply extends Fields>(
  service: Service<Name, Request, Reply>,
  handling: Handling<Request, Reply>,
): Handler {
  const { name, node } = service;
  assert(node !== 'plain', 'a service that answers bare text has no fields');
  return {
    name,
    contracts: everyContract,
    prepare(parameters, caller, dependencies) {
      const { contract } = caller.partner;
      const refuse = (refusal: Refused, known?: PartInput<Reply>): Carried => {
        const code = refusal.code as BusinessErrorCode;
        return service.errorPlace === 'envelope'
          ? { refused: code, refusal }
          : { node, fields: service.refusal(contract, code, known), refusal };
      };
      const render = (answer: Answer<Reply>, failed?: Refused): Carried => {
        if (!isRefusal(answer)) {
          const fields = service.reply(contract, answer);
          return { node, fields, ...(failed && { refusal: failed }) };
        }
        const { refusal: code, why = 'refused by the service', known } = answer;
        return refuse({ code, reason: failed?.reason ?? why }, known);
      };

      const read = service.parse(parameters, contract);
      const timestamp = requestTime(service.requestFields, parameters);
      if (!read.ok) {
        if (read.problem.level === 'gateway') return problem(read.problem);
        const { code } = read.problem;
        const refused = refuse({ code, reason: faultText(read.problem) });
        return ok({ timestamp, carryOut: async () => refused, instead: () => refused });
      }
      const request = read.value;
      const instead: Prepared['instead'] = ({ answer, level, reason }) => {
        if (answer === 'outcome-unknown') {
          return render(handling.open(request), { code: 'SYSTEM_ERROR', reason });
        }
        if (answer === 'success') return { node, fields: shared(service, parameters) };
        const refusal = { code: answer, reason };
        const isOfGateway = level === 'gateway' || !isBusinessErrorCode(answer);
        return isOfGateway ? { refused: answer, refusal } : refuse(refusal);
      };
      const carryOut = async () => {
        try {
          return render(await handling.carryOut(request, caller, dependencies));
        } catch (failure) {
          if (!(failure instanceof NotCarriedOut)) dependencies.onFailure?.(failure);
          return render(handling.open(request), notCarriedOut(failure));
        }
      };
      return ok({ timestamp, carryOut, instead });
    },
  };
}

/** A success that knows only the request: what both have under one name. */
function shared(
  { replyFields }: { readonly replyFields: Fields },
  parameters: Parameters,
): readonly Parameter[] {
  const word = ['result_code', 'response_code'].find((name) => name in replyFields);
  const success: readonly Parameter[] = word === undefined ? [] : [[word, 'SUCCESS']];
  return [...success, ...[...parameters].filter(([name]) => name in replyFields)];
}

/**
 * Read separately from the other fields: an expired request is refused before the business starts.
 */
function requestTime({ timestamp: field }: Fields, parameters: Parameters): RequestTime {
  if (!field) return undefined;
  const text = parameters.get('timestamp') ?? '';
  if (text === '') return 'missing';
  const read = timestampKind.read(text, { contract: 'hk', textOf: () => undefined });
  return read.ok ? read.value : undefined;
}

/** Which parameter, and what is wrong with it. */
export const faultText = ({ field, reason }: FieldFault): string => `${field}: ${reason}`;

/** Also for a request with an unknown outcome: its answer says so, and the log has the reason. */
export const notCarriedOut = (failure: unknown): Refused => ({
  code: 'SYSTEM_ERROR',
  reason:
    failure instanceof NotCarriedOut ? failure.message : 'failed; the failure is logged apart',
});

const everyContract: readonly Contract[] = ['hk', 'global'];

const isRefusal = <Reply extends Fields>(
  answer: Answer<Reply>,
): answer is Extract<Answer<Reply>, { readonly refusal: BusinessErrorCode }> => 'refusal' in answer;
