/**
 * Tells a scanner from a hand by the shape of its keys. A scanner is a keyboard: its digits come as a burst, no
 * field needs the focus, and they must never end up in an amount. This is a pure reducer of key events; what it
 * decides is carried out by `use-scanner.ts`.
 *
 * Digits that belong to no field are held back until it is clear what they are, 100 ms after the last one.
 */
import { isGtin } from './gtin.ts';

export interface ScannerState {
  /** Of the burst that is being collected. */
  readonly digits: string;
  readonly startedAt: number;
  readonly lastAt: number;
  readonly slowestGap: number;
  /** The burst goes into a field that has the focus. */
  readonly inField: boolean;
  readonly lastCode?: { readonly code: string; readonly at: number };
  /** Until then keys belong to the scan before: a second line end, or another code in view. */
  readonly swallowUntil: number;
}

export type ScannerEvent =
  | { readonly is: 'key'; readonly key: string; readonly at: number; readonly inField: boolean }
  /** No key came for as long as `waitFor` said. */
  | { readonly is: 'silence'; readonly at: number };

export type Reading =
  /** A customer's payment code; `isRepeat` when the same was read within ten seconds. */
  | { readonly is: 'code'; readonly code: string; readonly isRepeat: boolean }
  | { readonly is: 'item'; readonly barcode: string }
  /** Typed by hand, outside any field. */
  | { readonly is: 'typed'; readonly digits: string }
  /** Too many digits for an amount, and no code: neither is taken. */
  | { readonly is: 'unreadable'; readonly digits: string };

export interface Step {
  readonly state: ScannerState;
  readonly readings: readonly Reading[];
  /** The key is the scanner's: nothing else gets it. */
  readonly take: boolean;
  /** The burst went into a field: what it wrote there is to be removed. */
  readonly clearField: boolean;
}

export const scannerStart: ScannerState = {
  digits: '',
  startedAt: 0,
  lastAt: 0,
  slowestGap: 0,
  inField: false,
  swallowUntil: 0,
};

const gapMax = 100;
const wholeMax = 1_500;
const silenceMin = 60;
const repeatWithin = 10_000;
const swallowFor = 800;
/** An amount has at most so many digits. */
const typedMax = 10;

/** Ours, or one of two wallets that customers show by mistake: the till's server names it, and the refusal is a sentence. */
export const isPaymentCode = (digits: string): boolean =>
  /^(?:(?:2[5-9]|30)\d{14,22}|1[0-5]\d{16}|62\d{17})$/.test(digits);

/**
 * How long the next silence must be before it means something. Sixty milliseconds end a code; a scanner with long
 * pauses between its keys gets as much more as it is slow, or its code would end in the middle.
 */
export function waitFor({
  digits,
  slowestGap,
  startedAt,
  lastAt,
}: ScannerState): number | undefined {
  if (digits === '') return undefined;
  const isFast = digits.length > 1 && lastAt - startedAt <= wholeMax;
  return isFast && isCode(digits) ? Math.max(silenceMin, slowestGap + silenceMin) : gapMax;
}

const isCode = (digits: string) => isPaymentCode(digits) || isGtin(digits);

export function scan(state: ScannerState, event: ScannerEvent): Step {
  if (event.is === 'silence') return ended(state, event.at, false);
  const { key, at, inField } = event;
  if (isModifier(key)) return nothing(state, false);
  if (/^\d$/.test(key)) {
    if (at < state.swallowUntil) return nothing(state, true);
    return digit(state, key, at, inField);
  }
  if (isLineEnd(key)) {
    if (at < state.swallowUntil) return nothing(state, true);
    const isPrompt = state.digits !== '' && at - state.lastAt <= gapMax;
    return ended(state, at, isPrompt);
  }
  // Some scanners begin with control codes; a letter ends what was being typed.
  if (isControl(key)) return nothing(state, false);
  return { ...ended(state, at, false), take: false };
}

function digit(state: ScannerState, key: string, at: number, inField: boolean): Step {
  const gap = at - state.lastAt;
  if (state.digits !== '' && gap <= gapMax && inField === state.inField) {
    const slowestGap = Math.max(state.slowestGap, gap);
    const longer = { ...state, digits: state.digits + key, lastAt: at, slowestGap };
    return { state: longer, readings: [], take: !inField, clearField: false };
  }
  const before = ended(state, at, false);
  const begun = { ...before.state, digits: key, startedAt: at, lastAt: at, slowestGap: 0, inField };
  return { ...before, state: begun, take: !inField };
}

/** The burst is over: what was it? */
function ended(state: ScannerState, at: number, byLineEnd: boolean): Step {
  const { digits, startedAt, lastAt, inField } = state;
  const cleared = { ...state, digits: '', slowestGap: 0 };
  if (digits === '') return nothing(cleared, false);
  const isBurst = digits.length > 1 && lastAt - startedAt <= wholeMax;
  if (isBurst && isPaymentCode(digits)) {
    const { lastCode } = state;
    const isRepeat = lastCode?.code === digits && at - lastCode.at <= repeatWithin;
    return {
      state: { ...cleared, lastCode: { code: digits, at }, swallowUntil: at + swallowFor },
      readings: [{ is: 'code', code: digits, isRepeat }],
      take: byLineEnd,
      clearField: inField,
    };
  }
  if (isBurst && isGtin(digits)) {
    return {
      state: { ...cleared, swallowUntil: byLineEnd ? at + silenceMin : 0 },
      readings: [{ is: 'item', barcode: digits }],
      take: byLineEnd,
      clearField: inField,
    };
  }
  if (inField) return nothing(cleared, false);
  const reading: Reading =
    digits.length > typedMax ? { is: 'unreadable', digits } : { is: 'typed', digits };
  return { state: cleared, readings: [reading], take: false, clearField: false };
}

const nothing = (state: ScannerState, take: boolean): Step => ({
  state,
  readings: [],
  take,
  clearField: false,
});

const isLineEnd = (key: string) => key === 'Enter' || key === 'Tab' || key === '\r' || key === '\n';
const isModifier = (key: string) => /^(?:Shift|Control|Alt|Meta|CapsLock|NumLock)$/.test(key);
const isControl = (key: string) => key === 'Unidentified' || /^[^ -~]$/.test(key);
