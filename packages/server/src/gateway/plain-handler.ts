import { assert, ok } from '@sampan/primitives';
import type { Contract, ErrorCode, Fields, Service } from '@sampan/protocol';
import type { GatewayDependencies } from './dependencies.ts';
import {
  type Caller,
  type Carried,
  type Handler,
  notCarriedOut,
  type Prepared,
} from './handler.ts';

/** A service that answers plain text, even on failure; its admission is the same. */
export interface PlainHandling {
  readonly contracts: readonly Contract[];
  readonly carryOut: (caller: Caller, dependencies: GatewayDependencies) => Promise<string>;
  /** The answer when it could not be carried out. */
  readonly open: string;
  /** The texts of its refusals, by the code that others answer. */
  readonly refusals?: Readonly<Partial<Record<ErrorCode, string>>>;
}

/** The handler of a service without parameters of its own. */
export const handlePlain = <Name extends string>(
  { name, requestFields }: Service<Name, Fields, Fields, 'plain'>,
  { contracts, carryOut, open, refusals = {} }: PlainHandling,
): Handler => {
  assert(Object.keys(requestFields).length === 0, 'it has no parameters of its own');
  return {
    name,
    contracts,
    prepare(_, caller, dependencies) {
      const answer = async (): Promise<Carried> => {
        try {
          return { text: await carryOut(caller, dependencies) };
        } catch (failure) {
          dependencies.onFailure?.(failure);
          return { text: open, refusal: notCarriedOut(failure) };
        }
      };
      const instead: Prepared['instead'] = ({ answer: wanted, level, reason }) => {
        if (wanted === 'success') return { text: '' };
        const code = wanted === 'outcome-unknown' ? 'SYSTEM_ERROR' : wanted;
        const refusal = { code, reason };
        const text = code === 'SYSTEM_ERROR' ? open : refusals[code];
        return level === 'gateway' || text === undefined
          ? { refused: code, refusal }
          : { text, refusal };
      };
      return ok({ timestamp: undefined, carryOut: answer, instead });
    },
  };
};
