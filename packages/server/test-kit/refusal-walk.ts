/**
 * Walks the refusals of a use case in their declared order: in a situation in which two of them hold, the
 * earlier one is answered. A refusal without a fault does not compile; a pair that cannot meet is named.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestBook } from './test-book.ts';

export interface Situation<Request> {
  readonly book: TestBook;
  request: Request;
}

/** What makes one refusal hold. */
export interface Fault<Request> {
  /** Done before the request, to the order that it names: such faults are about what is there. */
  readonly before?: (book: TestBook) => void;
  /** Done to the rows and the request. */
  readonly now?: (situation: Situation<Request>) => void;
}

export interface UseCase<Refusal extends string, Request> {
  readonly refusals: readonly Refusal[];
  readonly faults: Readonly<Record<Refusal, Fault<Request>>>;
  /** Pairs that no situation can have. */
  readonly neverTogether: readonly (readonly [Refusal, Refusal])[];
  readonly open: () => TestBook;
  readonly request: (book: TestBook) => Request;
  readonly decide: (book: TestBook, request: Request) => { outcome: string; refusal?: Refusal };
}

export function walkRefusals<Refusal extends string, Request>(
  useCase: UseCase<Refusal, Request>,
): void {
  const { refusals, faults, neverTogether } = useCase;
  const isPossible = (one: Refusal, other: Refusal) =>
    !neverTogether.some((pair) => pair.includes(one) && pair.includes(other));
  const answer = (...held: readonly Refusal[]) => {
    const book = useCase.open();
    const causes = held.map((refusal) => faults[refusal]);
    for (const { before } of causes) before?.(book);
    const situation = { book, request: useCase.request(book) };
    for (const { now } of causes) now?.(situation);
    const { outcome, refusal } = useCase.decide(book, situation.request);
    return refusal ?? outcome;
  };
  test('nothing is refused without a reason', () => {
    assert.ok(!(refusals as readonly string[]).includes(answer()));
  });
  for (const [index, first] of refusals.entries()) {
    test(first, () => {
      assert.equal(answer(first), first, 'alone');
      for (const later of refusals.slice(index + 1)) {
        if (isPossible(first, later)) assert.equal(answer(first, later), first, `with ${later}`);
      }
    });
  }
}

/** Changes what is asked. */
export const asked = <Request>(change: (request: Request) => Partial<Request>): Fault<Request> => ({
  now(situation) {
    situation.request = { ...situation.request, ...change(situation.request) };
  },
});
