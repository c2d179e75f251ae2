/**
 * Goal: a scenario in a test is the text of the operations API, though the SDK contains nothing of that API.
 * Method: the compiler is asked whether each type fits the other, and has the same names at every place.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as api from '@sampan/api';
import type {
  Scenario,
  ScenarioConditions,
  ScenarioFieldTest,
  ScenarioStep,
  ScenarioTime,
} from '@sampan/sdk/testing';

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
/** The names of all members; a missing optional one would fit all the same. */
type Names<T> = T extends string ? never : keyof T;
type Alike<A, B> = [Same<A, B>, Same<Names<A>, Names<B>>];
type Later<T extends { readonly later?: readonly unknown[] }> = NonNullable<T['later']>[number];

test("the SDK's type of a scenario is that of the operations API", () => {
  const whole: Alike<Scenario, api.Scenario> = [true, true];
  const later: Alike<Later<Scenario>, Later<api.Scenario>> = [true, true];
  const when: Alike<ScenarioConditions, api.ScenarioWhen> = [true, true];
  const step: Alike<ScenarioStep, api.ScenarioStep> = [true, true];
  const field: Alike<ScenarioFieldTest, api.ScenarioTest> = [true, true];
  const time: Alike<ScenarioTime, api.ScenarioWait> = [true, true];
  const said = [whole, later, when, step, field, time].flat();
  assert.ok(said.every((each) => each));
});
