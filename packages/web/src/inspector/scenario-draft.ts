/** Changes of a scenario while it is edited. Its text stays the only truth: each change is a new text. */
import type { NearMissView, Scenario, ScenarioTest } from '@sampan/api';

/** The text as a scenario, as far as its conditions and steps can be shown; undefined while it is none. */
export function draftOf(text: string): Scenario | undefined {
  try {
    const value: Scenario = JSON.parse(text);
    return isObject(value) && isObject(value.when) && Array.isArray(value.then) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const textOf = (scenario: Scenario): string => JSON.stringify(scenario, null, 2);

/** `movedTo(['a', 'b', 'c'], 0, 2)` is `['b', 'c', 'a']`. */
export function movedTo<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length) return items;
  const rest = items.toSpliced(from, 1);
  return rest.toSpliced(to, 0, item);
}

export const testKinds = ['equals', 'oneOf', 'matches', 'from', 'to'] as const;
export type TestKind = (typeof testKinds)[number];

/** One row of a form: a field, how it is tested, and with what. */
export interface Condition {
  readonly field: string;
  readonly kind: TestKind;
  readonly value: string;
}

type Fields = NonNullable<Scenario['when']['fields']>;

export const conditionsOf = (fields: Fields = {}): readonly Condition[] =>
  Object.entries(fields).flatMap(([field, test]) =>
    partsOf(test).map(([kind, value]) => ({ field, kind, value })),
  );

/** A list is written with commas. */
function partsOf(test: ScenarioTest): readonly (readonly [TestKind, string])[] {
  if (typeof test === 'string') return [['equals', test]];
  return testKinds.flatMap((kind) => {
    const value = test[kind];
    if (value === undefined) return [];
    return [[kind, typeof value === 'string' ? value : value.join(', ')] as const];
  });
}

/** Tests of the same field become one; `equals` alone is written as a text. */
export function fieldsOf(conditions: readonly Condition[]): Fields {
  const fields: Record<string, ScenarioTest> = {};
  for (const { field, kind, value } of conditions) {
    const known = fields[field];
    const given = kind === 'oneOf' ? value.split(/,\s*/) : value;
    if (known === undefined) fields[field] = kind === 'equals' ? value : { [kind]: given };
    else {
      const before = typeof known === 'string' ? { equals: known } : known;
      fields[field] = { ...before, [kind]: given };
    }
  }
  return fields;
}

/** With these conditions; without any, `when` has no `fields`. */
export function withConditions(scenario: Scenario, conditions: readonly Condition[]): Scenario {
  const { fields: _, ...when } = scenario.when;
  return {
    ...scenario,
    when: conditions.length === 0 ? when : { ...when, fields: fieldsOf(conditions) },
  };
}

/** What a test asks for, the same in every language: `9901`, `a / b`, `/^9/`, `10.00 –`. */
export function askedBy(test: ScenarioTest | undefined): string {
  if (test === undefined) return '';
  return partsOf(test)
    .map(([kind, value]) => {
      if (kind === 'oneOf') return value.replaceAll(', ', ' / ');
      if (kind === 'matches') return `/${value}/`;
      if (kind === 'from') return `≥ ${value}`;
      return kind === 'to' ? `≤ ${value}` : value;
    })
    .join(', ');
}

/** A change after which a request that nearly met the scenario meets it. */
export interface Mending {
  /** `too`: that value as well; `any`: the test is left out. */
  readonly kind: 'too' | 'any';
  readonly scenario: Scenario;
}

/** How a near miss is mended; undefined when its test is not there any more. */
export function mendingOf(
  scenario: Scenario,
  { field, was }: Pick<NearMissView, 'field' | 'was'>,
): Mending | undefined {
  const { when } = scenario;
  if (field === 'partner' || field === 'wallet') {
    const { [field]: removed, ...rest } = when;
    return removed === undefined
      ? undefined
      : { kind: 'any', scenario: { ...scenario, when: rest } };
  }
  const test = field === undefined ? undefined : when.fields?.[field];
  if (field === undefined || test === undefined) return undefined;
  const values = typeof test === 'string' ? [test] : (test.oneOf ?? [test.equals ?? '']);
  const isOfValues = testKinds
    .slice(2)
    .every((kind) => typeof test === 'string' || !(kind in test));
  if (was !== undefined && isOfValues) {
    const fields = { ...when.fields, [field]: { oneOf: [...values, was] } };
    return { kind: 'too', scenario: { ...scenario, when: { ...when, fields } } };
  }
  const conditions = conditionsOf(when.fields).filter((each) => each.field !== field);
  return { kind: 'any', scenario: withConditions(scenario, conditions) };
}
