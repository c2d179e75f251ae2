/** The parts that all pages are built of. Their look is `style/index.css`, their values `style/tokens.css`. */
export { parseSearch, stringifySearch, textIn } from './address.ts';
export { classNames } from './class-names.ts';
export { type CameraProblem, openCamera, type Torch } from './codes/camera.ts';
export { type Bars, code128 } from './codes/code128.ts';
export { type Detector, openDetector, readPicture } from './codes/detector.ts';
export { Barcode, QrCode } from './codes/drawn.tsx';
export { type ForeignCode, foreignCode } from './codes/foreign-code.ts';
export { shopSign } from './codes/shop-sign.ts';
export { type AmountParts, amountParts, amountText, spokenAmount } from './format/amounts.ts';
export { clockTime, dateText, dayOf, dayText, epochMs, fullTime } from './format/times.ts';
export { amountAfter } from './format/typed-amount.ts';
export { type Machine, machine } from './machine.system.ts';
export { newKey } from './new-key.system.ts';
export { Amount, type AmountProps } from './parts/amount.tsx';
export { Banner } from './parts/banner.tsx';
export { type Tab, TabBar, TopBar } from './parts/bars.tsx';
export { Button, ButtonLink, type ButtonProps, IconButton } from './parts/button.tsx';
export { CameraView } from './parts/camera-view.tsx';
export { Choice } from './parts/choice.tsx';
export { CodeCard, type CodeCardProps } from './parts/code-card.tsx';
export { CountdownRing } from './parts/countdown-ring.tsx';
export { CopyId, type Fact, Facts } from './parts/facts.tsx';
export { Chip, Field, type FieldProps, SearchField, Wrong } from './parts/field.tsx';
export { Icon, Mark, Stroke } from './parts/icon.tsx';
export { type IconName, icons, type MarkName, marks } from './parts/icons.ts';
export type { Key } from './parts/key.ts';
export { Keypad } from './parts/keypad.tsx';
export { ListRow, NestedRow } from './parts/list-row.tsx';
export { Meter } from './parts/meter.tsx';
export { PinSheet, type PinSheetProps } from './parts/pin-sheet.tsx';
export { Question, Sheet } from './parts/sheet.tsx';
export { IconAvatar, ShopAvatar } from './parts/shop-avatar.tsx';
export { SixDigits } from './parts/six-digits.tsx';
export {
  type MoneyState,
  type State,
  StateDot,
  StatePill,
  StatusPanel,
  type StepState,
  Strip,
} from './parts/state.tsx';
export { Switch } from './parts/switch.tsx';
export { type Step, Timeline } from './parts/timeline.tsx';
export { Toggle } from './parts/toggle.tsx';
export { Empty, Failed, Loading } from './parts/waiting.tsx';
export { type Stream, type StreamCalls, shareStream } from './share-stream.ts';
export { useNow } from './use-now.ts';
export type { SharedWords } from './words/en.ts';
export { loadSharedWords } from './words/load.ts';
export {
  asLanguage,
  type Catalogue,
  type Language,
  languageFor,
  languageNames,
  languages,
  openWords,
  type Say,
  type Translated,
  useWords,
  WordsProvider,
} from './words/words.tsx';
