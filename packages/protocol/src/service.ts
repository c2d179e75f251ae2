import { assert, ok, problem, type Result } from '@sampan/primitives';
import type { ReplyNode } from './envelope.ts';
import { type BusinessErrorCode, describeError } from './error-codes.ts';
import type { Contract, Fault, Fields, MessageInput, MessageOf, PartInput } from './fields.ts';
import type { Parameter } from './form.ts';
import { codec, type FieldFault } from './message.ts';
import type { Parameters } from './request.ts';

/**
 * Where a business refusal puts its code (08). `envelope`: beside `is_success` F, like a gateway
 * refusal, without fields (17). `response_code`: in the field that otherwise says SUCCESS, so there
 * is no failure word (05 §8). `both`: in `error` and `detail_error_code`, for the queries, whose
 * clients read one or the other (17).
 */
export type ErrorPlace = 'error' | 'detail_error_code' | 'both' | 'response_code' | 'envelope';

/** Where a reply has its fields; `plain` for a service that answers bare text. */
export type ServiceNode = ReplyNode | 'plain';

/** A service as documented. Everything else about it is derived from this. */
export interface Declaration<
  Name extends string,
  Request extends Fields,
  Reply extends Fields,
  Node extends ServiceNode = ServiceNode,
> {
  /** The value of the parameter `service`. */
  readonly name: Name;
  /** The pages of the official documentation that its tables follow. */
  readonly documents: readonly string[];
  readonly node: Node;
  /** The word of `result_code` for a refusal (17), in the services that have one. */
  readonly failureWord: 'FAIL' | 'FAILED';
  readonly errorPlace: ErrorPlace;
  readonly requestFields: Request;
  readonly replyFields: Reply;
  /** The code for any parameter error, if the service has one for all (10 §10). */
  readonly faultCode?: 'INVALID_PARAMETER';
  /** The service's refusals: those that the documents list, and all that this gateway answers. */
  readonly errors: readonly BusinessErrorCode[];
  /** Rules between fields that are each well formed. */
  readonly check?: (request: MessageOf<Request>, contract: Contract) => FieldFault | undefined;
}

/** A refusal of the gateway (`is_success` F) or of the service, and its origin. */
export interface ParseProblem extends FieldFault {
  readonly level: 'gateway' | 'business';
}

export interface Service<
  Name extends string,
  Request extends Fields,
  Reply extends Fields,
  Node extends ServiceNode = ServiceNode,
> extends Declaration<Name, Request, Reply, Node> {
  /** Reads the parameters of a request. Parameters outside the contract are ignored. */
  parse(parameters: Parameters, contract: Contract): Result<MessageOf<Request>, ParseProblem>;
  /** Writes the parameters of a request, for a client: the inverse of `parse`. */
  write(contract: Contract, request: MessageInput<Request>): readonly Parameter[];
  /** The fields of a reply, sorted by name, only those of the contract. */
  reply(contract: Contract, fields: PartInput<Reply>): readonly Parameter[];
  /** A refusing reply: failure word, code where this service puts it, and known fields. */
  refusal(
    contract: Contract,
    code: BusinessErrorCode,
    fields?: PartInput<Reply>,
  ): readonly Parameter[];
  /** Reads the fields of a reply, for a client. Undeclared fields are ignored. */
  readReply(fields: Parameters, contract: Contract): Result<MessageOf<Reply>, FieldFault>;
}

export type RequestOf<S> = S extends { readonly requestFields: infer T extends Fields }
  ? MessageOf<T>
  : never;
export type RequestInputOf<S> = S extends { readonly requestFields: infer T extends Fields }
  ? MessageInput<T>
  : never;
export type ReplyOf<S> = S extends { readonly replyFields: infer T extends Fields }
  ? MessageOf<T>
  : never;
export type ReplyFieldsOf<S> = S extends { readonly replyFields: infer T extends Fields }
  ? PartInput<T>
  : never;

/** Creates a service from its declaration. */
export function declareService<
  const Name extends string,
  const Request extends Fields,
  const Reply extends Fields,
  const Node extends ServiceNode,
>(declaration: Declaration<Name, Request, Reply, Node>): Service<Name, Request, Reply, Node> {
  const request = codec(declaration.requestFields);
  const reply = codec(declaration.replyFields);
  const { check, errorPlace, failureWord, faultCode } = declaration;
  const refuse = (fault: FieldFault) => refused(faultCode ? { ...fault, code: faultCode } : fault);
  return {
    ...declaration,
    parse(parameters, contract) {
      const read = request.read((name) => parameters.get(name), contract);
      if (!read.ok) return refuse(read.problem);
      const fault = check?.(read.value, contract);
      return fault ? refuse(fault) : ok(read.value);
    },
    write: (contract, message) => request.write(message as PartInput<Request>, contract),
    reply: (contract, fields) => reply.write(fields, contract),
    refusal(contract, code, fields) {
      assert(errorPlace !== 'envelope', 'its refusals have no fields');
      const all = { ...fields, ...refusing[errorPlace](code, failureWord) };
      return reply.write(all as unknown as PartInput<Reply>, contract);
    },
    readReply: (fields, contract) => reply.read((name) => fields.get(name), contract),
  };
}

const inDetail = (code: BusinessErrorCode) => ({
  detail_error_code: code,
  detail_error_des: describeError(code),
});

/** The fields of a refusal. */
const refusing = {
  error: (error: BusinessErrorCode, word: string) => ({ error, result_code: word }),
  detail_error_code: (code: BusinessErrorCode, word: string) => ({
    ...inDetail(code),
    result_code: word,
  }),
  both: (error: BusinessErrorCode, word: string) => ({
    error,
    ...inDetail(error),
    result_code: word,
  }),
  response_code: (code: BusinessErrorCode) => ({ response_code: code }),
} as const satisfies Record<Exclude<ErrorPlace, 'envelope'>, unknown>;

const gatewayLevel: Readonly<Record<Fault['code'], ParseProblem['level']>> = {
  ILLEGAL_ARGUMENT: 'gateway',
  INVALID_PARAMETER: 'business',
  UN_SUPPORT_BIZ_TYPE: 'business',
};

const refused = (fault: FieldFault): { readonly ok: false; readonly problem: ParseProblem } =>
  problem({ ...fault, level: gatewayLevel[fault.code] });
