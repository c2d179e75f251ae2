/**
 * Goal: at a shop's code the PIN is asked for as soon as the order is open, however often React renders its page.
 * Method: a page is rendered and thrown away, as React does while a page's script arrives, and rendered once more.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { intent, useIntent } from '../src/wallet/intent.ts';

const page = () => createElement(() => (useIntent('pay') ? 'asks for the PIN' : 'waits'));

test('what was intended is still known when a rendering was thrown away', () => {
  assert.equal(renderToString(page()), 'waits');
  intent.set('pay');
  assert.equal(renderToString(page()), 'asks for the PIN');
  assert.equal(renderToString(page()), 'asks for the PIN');
});
