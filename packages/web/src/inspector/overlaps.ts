/** Which scenarios can be meant by the same request. */
import type { Scenario, ScenarioTest, ScenarioView } from '@sampan/api';

export interface Overlap {
  readonly id: string;
  readonly name: string;
  /** It is met first, since it was added later. */
  readonly isFirst: boolean;
}

type Listed = Pick<ScenarioView, 'id' | 'name' | 'endedBy' | 'scenario'>;

/** Those that do something and may fit what this one fits; the list is in their order, the newest first. */
export function overlapsOf(id: string, list: readonly Listed[]): readonly Overlap[] {
  const at = list.findIndex((each) => each.id === id);
  const own = list[at];
  if (!own || !isActive(own)) return [];
  return list.flatMap((other, index) =>
    index !== at && isActive(other) && mayBothFit(own.scenario, other.scenario)
      ? [{ id: other.id, name: other.name || other.id, isFirst: index < at }]
      : [],
  );
}

const isActive = ({ endedBy, scenario }: Listed): boolean =>
  endedBy === undefined && scenario.off !== true;

/** False only when a test of one excludes a test of the other for certain. */
function mayBothFit({ when: one }: Scenario, { when: other }: Scenario): boolean {
  if ((one.notification === undefined) !== (other.notification === undefined)) return false;
  const kinds = [one.notification, other.notification].filter((kind) => kind !== 'any');
  if (!areSame(kinds)) return false;
  if (!areSame([one.partner, other.partner]) || !areSame([one.wallet, other.wallet])) return false;
  if (!haveCommon(listOf(one.service), listOf(other.service))) return false;
  return Object.entries(one.fields ?? {}).every(([field, test]) =>
    haveCommon(valuesOf(test), valuesOf(other.fields?.[field])),
  );
}

const areSame = (pair: readonly (string | undefined)[]): boolean => {
  const [first, second] = pair.filter((each) => each !== undefined);
  return first === undefined || second === undefined || first === second;
};

const listOf = (given: string | readonly string[] | undefined): readonly string[] | undefined =>
  typeof given === 'string' ? [given] : given;

/** The values that a test lets through; undefined when they are not listed. */
function valuesOf(test: ScenarioTest | undefined): readonly string[] | undefined {
  if (test === undefined) return undefined;
  if (typeof test === 'string') return [plain(test)];
  const { equals, oneOf } = test;
  return (equals === undefined ? oneOf : [equals])?.map(plain);
}

/** Amounts are compared as such: `9901` is `9901.00`. */
const plain = (text: string): string =>
  /^\d+\.\d*0+$/.test(text) ? text.replace(/\.?0+$/, '') : text;

const haveCommon = (
  one: readonly string[] | undefined,
  other: readonly string[] | undefined,
): boolean => !one || !other || one.some((each) => other.includes(each));
