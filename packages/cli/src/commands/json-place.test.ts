/**
 * Goal: a fault in a JSON text is found where it stands.
 * Method: paths into one text, and the line and column of each.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeAt, positionOf } from './json-place.ts';

const text = `{
  "name": "a \\"quoted\\" } name",
  "when": { "fields": { "extend_info.store_id": "S_1" } },
  "then": [
    { "times": 2, "reply": { "x": [1, {}] } },
    { "anwser": "SYSTEM_ERROR" }
  ]
}`;

const table: readonly (readonly [path: string, place: string])[] = [
  ['name', 'line 2, column 3'],
  ['when.fields.extend_info.store_id', 'line 3, column 25'],
  ['then', 'line 4, column 3'],
  ['then[0].reply.x', 'line 5, column 30'],
  ['then[1]', 'line 6, column 5'],
  ['then[1].anwser', 'line 6, column 7'],
  // What is missing belongs to what it is missing from.
  ['then[1].answer', 'line 6, column 5'],
  ['uses', 'line 1, column 1'],
];
for (const [path, place] of table) {
  test(`${path} stands at ${place}`, () => {
    assert.equal(placeAt(text, positionOf(text, path)), place);
  });
}
