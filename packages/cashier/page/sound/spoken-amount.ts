/** Amounts as people at a counter say them: 四十六蚊, 三十八點五元, thirty-eight fifty. */
import type { Language } from '@sampan/web/shared';

/** `46.00` in words; undefined for a currency that has none here. */
export function spokenMoney(
  text: string,
  currency: string,
  language: Language,
): string | undefined {
  const [, whole = '0', cents = ''] = /^(\d+)(?:\.(\d\d))?$/.exec(text) ?? [];
  if (currency !== 'HKD') return undefined;
  const dollars = Number(whole);
  if (language === 'zh-HK') return cantonese(dollars, cents);
  return language === 'zh-CN' ? mandarin(dollars, cents) : english(dollars, cents);
}

function english(dollars: number, cents: string): string {
  const rest = Number(cents);
  if (dollars === 0 && rest > 0) return `${englishNumber(rest)} ${rest === 1 ? 'cent' : 'cents'}`;
  const words = englishNumber(dollars);
  const unit = dollars === 1 ? 'dollar' : 'dollars';
  if (rest === 0) return `${words} ${unit}`;
  // "One thousand two hundred and four sixty" could be any amount.
  const isPlain = dollars < 1_000 && rest >= 10;
  return isPlain ? `${words} ${englishNumber(rest)}` : `${words} ${unit} ${englishNumber(rest)}`;
}

/** The first digit after the point is 毫: half a dollar is 半, and 個 stands for the point. */
function cantonese(dollars: number, cents: string): string {
  const [tens = '0', ones = '0'] = cents;
  const words = chineseNumber(dollars, '萬');
  if (Number(cents) === 0) return `${counted(dollars, words, '兩')}蚊`;
  if (ones !== '0') return `${words}點${digitsOf(cents)}蚊`;
  if (dollars === 0) return `${counted(Number(tens), digitsOf(tens), '兩')}毫`;
  return `${counted(dollars, words, '兩')}個${tens === '5' ? '半' : digitsOf(tens)}`;
}

function mandarin(dollars: number, cents: string): string {
  const words = chineseNumber(dollars, '万');
  if (Number(cents) === 0) return `${counted(dollars, words, '两')}元`;
  return `${words}点${digitsOf(cents.replace(/0$/, ''))}元`;
}

/** Two of something has a word of its own. */
const counted = (number: number, words: string, two: string) => (number === 2 ? two : words);

const chineseDigits = '零一二三四五六七八九';
const digitsOf = (text: string) => [...text].map((each) => chineseDigits[Number(each)]).join('');

function chineseNumber(number: number, tenThousand: string): string {
  if (number < 10_000) return belowTenThousand(number);
  const rest = number % 10_000;
  const head = `${chineseNumber(Math.floor(number / 10_000), '億')}${tenThousand}`;
  if (rest === 0) return head;
  return `${head}${rest < 1_000 ? '零' : ''}${belowTenThousand(rest, true)}`;
}

function belowTenThousand(number: number, isInside = false): string {
  const units = ['', '十', '百', '千'];
  const digits = [...String(number)];
  let words = '';
  for (const [index, digit] of digits.entries()) {
    const unit = units[digits.length - 1 - index] ?? '';
    if (digit !== '0') words += `${digitsOf(digit)}${unit}`;
    else if (!words.endsWith('零')) words += '零';
  }
  const trimmed = words.length > 1 ? words.replace(/零$/, '') : words;
  // Ten to nineteen, standing alone, begin with ten.
  return isInside ? trimmed : trimmed.replace(/^一十/, '十');
}

const small = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

function englishNumber(number: number): string {
  if (number < 20) return small[number] ?? '';
  if (number < 100) {
    const ones = number % 10;
    return `${tens[Math.floor(number / 10)]}${ones === 0 ? '' : `-${small[ones]}`}`;
  }
  if (number < 1_000) return joined(number, 100, 'hundred', ' and ');
  if (number < 1_000_000) return joined(number, 1_000, 'thousand', ' ');
  return joined(number, 1_000_000, 'million', ' ');
}

function joined(number: number, unit: number, name: string, and: string): string {
  const rest = number % unit;
  const head = `${englishNumber(Math.floor(number / unit))} ${name}`;
  if (rest === 0) return head;
  return `${head}${rest < 100 ? ' and ' : and}${englishNumber(rest)}`;
}
