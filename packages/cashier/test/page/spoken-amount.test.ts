/**
 * Goal: the till says amounts as people at a counter in Hong Kong and on the mainland do.
 * Method: each amount is compared with what a person would say, in three languages.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spokenMoney } from '../../page/sound/spoken-amount.ts';

const cases: readonly [amount: string, en: string, cantonese: string, mandarin: string][] = [
  ['46.00', 'forty-six dollars', '四十六蚊', '四十六元'],
  ['2.00', 'two dollars', '兩蚊', '两元'],
  ['200.00', 'two hundred dollars', '二百蚊', '二百元'],
  ['38.50', 'thirty-eight fifty', '三十八個半', '三十八点五元'],
  ['9.80', 'nine eighty', '九個八', '九点八元'],
  [
    '1204.60',
    'one thousand two hundred and four dollars sixty',
    '一千二百零四個六',
    '一千二百零四点六元',
  ],
  ['0.50', 'fifty cents', '五毫', '零点五元'],
  [
    '128.37',
    'one hundred and twenty-eight thirty-seven',
    '一百二十八點三七蚊',
    '一百二十八点三七元',
  ],
  ['1.00', 'one dollar', '一蚊', '一元'],
  ['2.80', 'two eighty', '兩個八', '二点八元'],
  ['0.20', 'twenty cents', '兩毫', '零点二元'],
  ['5.05', 'five dollars five', '五點零五蚊', '五点零五元'],
  ['12.00', 'twelve dollars', '十二蚊', '十二元'],
  ['110.00', 'one hundred and ten dollars', '一百一十蚊', '一百一十元'],
  ['1010.00', 'one thousand and ten dollars', '一千零一十蚊', '一千零一十元'],
  ['10001.00', 'ten thousand and one dollars', '一萬零一蚊', '一万零一元'],
  ['23500.00', 'twenty-three thousand five hundred dollars', '二萬三千五百蚊', '二万三千五百元'],
];

for (const [amount, en, cantonese, mandarin] of cases) {
  test(`HKD ${amount}`, () => {
    assert.equal(spokenMoney(amount, 'HKD', 'en'), en);
    assert.equal(spokenMoney(amount, 'HKD', 'zh-HK'), cantonese);
    assert.equal(spokenMoney(amount, 'HKD', 'zh-CN'), mandarin);
  });
}

test('a currency without words of its own is left to the voice', () => {
  assert.equal(spokenMoney('46.00', 'JPY', 'en'), undefined);
});
