// Goal: no partner's receivers, however many and slow, take the slots of others.
// Method: attempts start and end as the shares allow, with a moved clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seconds } from '@sampan/primitives';
import { ManualTimers } from '#test-kit';
import { DueReceivers } from './due-receivers.ts';
import { Receivers } from './receivers.ts';

type End = (answered: boolean) => void;

function open(places = 256) {
  const timers = new ManualTimers();
  const promptWithin = seconds(2);
  const receivers = new Receivers({ places, receiverMax: 32, promptWithin, timers });
  return {
    timers,
    receivers,
    /** Starts as many as allowed. */
    fill(names: readonly string[]): End[] {
      const ends: End[] = [];
      for (;;) {
        const shares = receivers.share(names);
        if (shares.length === 0) return ends;
        for (const [name, most] of shares) {
          for (let count = 0; count < most; count++) ends.push(receivers.begin(name));
        }
      }
    },
    /** Answers promptly until each receiver has its maximum. */
    warm(names: readonly string[]) {
      for (const name of names) for (let i = 0; i < 30; i++) receivers.begin(name)(true);
    },
    may: (name: string): number => receivers.share([name])[0]?.[1] ?? 0,
  };
}

const addresses = (partner: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${partner} http://host:${index}`);

const partners = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `2088${index}`);

test('prompt answers allow more, late ones half, none the least', () => {
  const { timers, receivers, warm, may } = open();
  const [name = ''] = addresses('2088', 1);
  assert.equal(may(name), 4, 'not known yet');
  receivers.begin(name)(true);
  assert.equal(may(name), 5);
  warm([name]);
  assert.equal(may(name), 32);
  const late = receivers.begin(name);
  timers.advance(seconds(3));
  assert.equal(may(name), 15, 'half, and one of them under way, before it has answered at all');
  late(true);
  assert.equal(may(name), 16);
  receivers.begin(name)(true);
  assert.equal(may(name), 17);
  receivers.begin(name)(false);
  assert.equal(may(name), 4);
});

test('a partner has a quarter of the places, under however many addresses', () => {
  const { warm, fill, may } = open();
  const names = addresses('2088', 8);
  warm(names);
  assert.equal(fill(names).length, 64);
  assert.equal(may('2099 http://other'), 4);
});

test('partners that take all they may leave something for the next', () => {
  const { warm, fill, may } = open();
  const names = partners(8).flatMap((partner) => addresses(partner, 8));
  warm(names);
  const taken = fill(names).length;
  assert.ok(taken > 220 && taken < 240, `${taken} are taken`);
  assert.equal(may('2099 http://other'), 4);
});

for (const [manner, answered] of [
  ['answer late', true],
  ['do not answer', false],
] as const) {
  test(`receivers that ${manner} have half of the places, those of one partner an eighth`, () => {
    const { timers, warm, fill, may } = open();
    const names = partners(40).flatMap((partner) => addresses(partner, 8));
    warm(names);
    warm(['2099 http://other']);
    // Each gets a turn.
    for (const name of names) {
      const ends = fill([name]);
      timers.advance(seconds(9));
      for (const end of ends) end(answered);
    }
    const ofOne = fill(names.slice(0, 8));
    assert.equal(ofOne.length, 32);
    assert.equal(ofOne.length + fill(names).length, 128);
    assert.equal(may('2099 http://other'), 32);
  });
}

test('one that answers every other attempt is slow while the others hang', () => {
  const { timers, warm, fill, may } = open();
  const names = addresses('2088', 2);
  warm(names);
  const ends = fill(names);
  timers.advance(seconds(3));
  for (const [index, end] of ends.entries()) if (index % 2 === 0) end(true);
  assert.deepEqual(names.map(may), [0, 0], 'the eighth of the slow is full');
  warm(['2099 http://other']);
  assert.equal(may('2099 http://other'), 32);
});

test('what is under way ends: everything is free again', () => {
  const { timers, warm, fill } = open();
  const names = partners(12).flatMap((partner) => addresses(partner, 4));
  for (let round = 0; round < 20; round++) {
    const ends = fill(names);
    timers.advance(seconds(round % 3));
    for (const [index, end] of ends.entries()) end((index + round) % 3 > 0);
  }
  warm(names);
  assert.equal(fill(['2099 http://other']).length, 4);
  assert.equal(fill(addresses('20880', 4)).length, 63);
});

test('addresses of one partner, however many, do not crowd out those of others', () => {
  const due = new DueReceivers();
  const added = addresses('2088', 5_000).map((name) => due.add(name));
  assert.equal(added.filter((what) => what === 'remembered').length, 256);
  assert.equal(due.add('2099 http://other'), 'remembered');
  assert.equal(due.add('2099 http://other'), 'remembered', 'again');
  const [...names] = { [Symbol.iterator]: () => due[Symbol.iterator]() };
  assert.equal(names.length, 257);
  const looks = names.map((name) => due.delete(name));
  assert.equal(looks.filter(Boolean).length, 1, 'one look when half of them are gone');
  assert.equal(looks.indexOf(true), 127);
  for (const partner of partners(16)) for (const name of addresses(partner, 256)) due.add(name);
  assert.equal(due.isFull, true);
  assert.equal(due.add('2099 http://other'), 'no-room');
});
