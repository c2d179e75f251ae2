/**
 * Goal: an owner recognises a device in a list.
 * Method: the words that browsers and programs say of themselves.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviceName } from './device-name.ts';

test('a device is named in a few words that contain nothing else of what it has sent', () => {
  const phone =
    'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36';
  assert.equal(deviceName(phone), 'Chrome, Android');
  const apple =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1';
  assert.equal(deviceName(apple), 'Safari, iPhone');
  assert.equal(deviceName('curl/8.5.0 (x86_64)'), 'curl');
  assert.equal(deviceName('<script>alert(1)</script>'), '');
  assert.equal(deviceName(undefined), '');
});
