import type { Language, Text } from './text.ts';
import { say } from './text.ts';

/** The English phrases in the types of fields, longer ones first. */
const phrases: readonly Text[] = [
  ['letters, digits, dash, underscore', '字母、數字、連字號、底線', '字母、数字、连字符、下划线'],
  ['milliseconds, seconds, ', '毫秒、秒、', '毫秒、秒、'],
  ['two capital letters', '兩個大寫字母', '两个大写字母'],
  ['JSON without nesting', 'JSON，不可嵌套', 'JSON，不可嵌套'],
  ['JSON list', 'JSON 陣列', 'JSON 数组'],
  ['at most 8 decimals', '最多 8 位小數', '最多 8 位小数'],
  ['6 decimals', '6 位小數', '6 位小数'],
  ['four digits', '四位數字', '四位数字'],
  [', 16–24 digits', '，16 至 24 位數字', '，16 至 24 位数字'],
  ['up to ', '最大 ', '最大 '],
  ['units m, h, d', '單位 m、h、d', '单位 m、h、d'],
  ['; global ', '；全球 ', '；全球 '],
  ['HK ', '香港 ', '香港 '],
  [' or ', ' 或 ', ' 或 '],
];

/** A type as the reference shows it: `String(4), four digits` is `String(4)，四位數字` in Chinese. */
export function typeIn(type: string, language: Language): string {
  if (language === 'en') return type;
  return phrases
    .reduce((text, phrase) => text.replaceAll(phrase[0], say(phrase, language)), type)
    .replace(/, (?=[^\x20-\x7e])/g, '，')
    .replace(/; (?=\w)/g, '；');
}
