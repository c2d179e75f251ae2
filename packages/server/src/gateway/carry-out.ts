/** Does the business of an admitted request, unless an interposition replaces it or its answer. */
import type { Parameters } from '@sampan/protocol';
import type { Partner } from '#partner';
import type { Pretended, Really, Recorder } from './exchange.ts';
import type { Carried, Prepared } from './handler.ts';
import type { Call, Instead, Interposition, ReplyChanges } from './interposition.ts';

export interface CarriedOut {
  /** Undefined cuts the connection. */
  readonly carried: Carried | undefined;
  readonly changes?: ReplyChanges | undefined;
}

export interface ToCarryOut {
  readonly service: string;
  readonly partner: Partner;
  readonly parameters: Parameters;
  readonly prepared: Prepared;
}

export async function carryOut(
  { prepared, ...asked }: ToCarryOut,
  exchange: string,
  interposition: Interposition | undefined,
  recorder: Recorder | undefined,
): Promise<CarriedOut> {
  if (!interposition) return { carried: await prepared.carryOut() };
  const pretended: Omit<Pretended, 'really'>[] = [];
  const call: Call = {
    exchange,
    ...asked,
    pretend: (what) => pretended.push(what),
  };
  const finish = (carried: Carried | undefined, really: Really): CarriedOut => {
    if (pretended.length > 0) {
      recorder?.note({ pretended: pretended.map((each) => ({ ...each, really })) });
    }
    return { carried, changes: interposition.changes?.(call) };
  };
  const before = await interposition.before?.(call);
  if (before) return finish(replaced(prepared, before), 'not-done');
  const done = await prepared.carryOut();
  const after = await interposition.after?.(call);
  return finish(after ? replaced(prepared, after) : done, reallyOf(done));
}

const replaced = (prepared: Prepared, wish: Instead): Carried | undefined =>
  'drop' in wish ? undefined : prepared.instead(wish);

const reallyOf = (carried: Carried): Really => ({
  fields: 'fields' in carried ? carried.fields : [],
  ...(carried.refusal && { refusal: carried.refusal }),
});
