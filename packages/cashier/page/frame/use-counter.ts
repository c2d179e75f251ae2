/** What goes on behind the counter's pages: the connection, the scanner, the tone and the voice. */
import { useEffect } from 'react';
import { walletName } from '../names.ts';
import type { Reading } from '../scan/scanner.ts';
import { useScanner } from '../scan/use-scanner.ts';
import { speak, tone, voices } from '../sound/sound.system.ts';
import { paidSentence, voiceFor } from '../sound/voice.ts';
import { connect, disconnect, resume, say, takeCode } from '../store/actions.ts';
import { till } from '../store/api.ts';
import { keepOrders } from '../store/keep-order.ts';
import { onPaid } from '../store/paid-now.ts';
import { rememberedOrder } from '../store/remember.system.ts';
import { canTake, stageOf } from '../store/state.ts';
import { dispatch, tillState, useTill } from '../store/store.ts';
import { bindKey } from './keys.ts';
import { goTo, routeOf } from './route.ts';
import { useSettings } from './settings.tsx';

export function useCounter(): void {
  const isSignedIn = useTill((state) => !!state.till?.session);
  const { sound, language } = useSettings();

  useEffect(() => {
    if (!isSignedIn) return undefined;
    connect();
    const stopKeeping = keepOrders();
    void resumeOrder();
    return () => {
      stopKeeping();
      disconnect();
    };
  }, [isSignedIn]);

  useEffect(
    () =>
      onPaid(({ amount, wallet }) => {
        if (!sound) return;
        tone('paid');
        const voice = voiceFor(language, voices());
        const name = walletName(tillState().till, wallet, voice.language);
        const currency = tillState().till?.currency ?? '';
        speak(paidSentence({ amount, currency, wallet: name }, voice.language), voice.voice);
      }),
    [sound, language],
  );

  useEffect(() => bindKey('F8', () => goTo('find')), []);
  useEffect(() => {
    window.addEventListener('keydown', onAmountKey);
    return () => window.removeEventListener('keydown', onAmountKey);
  }, []);
  useScanner(onReading);
}

/** After a reload: the payment that is under way, or the basket as it was. */
async function resumeOrder(): Promise<void> {
  const id = rememberedOrder();
  const { recent } = tillState();
  const paying = recent.find(({ state }) => state === 'paying');
  if (id === undefined) return paying && resume(paying);
  const order = await till('GET /orders/:id', { params: { id } }).catch(() => undefined);
  if (order) await resume(order);
}

function onReading(reading: Reading): void {
  if (!canTake(tillState())) return;
  if (reading.is === 'code') {
    if (routeOf(location.hash).page !== 'counter') goTo('counter');
    void takeCode(reading.code, reading.isRepeat);
  } else if (reading.is === 'item') addItem(reading.barcode);
  else if (reading.is === 'typed') typeDigits(reading.digits);
  else say({ is: 'unreadable' });
}

function isAtBasket(): boolean {
  const isCounter = routeOf(location.hash).page === 'counter';
  return (
    isCounter && stageOf(tillState()).is === 'charge' && !document.querySelector('dialog[open]')
  );
}

function addItem(barcode: string): void {
  if (!isAtBasket()) return;
  const item = tillState().till?.items.find((each) => each.barcode === barcode);
  if (item) {
    dispatch({ is: 'draft', change: { is: 'item', itemId: item.id, price: item.price } });
  } else say({ is: 'itemUnknown', barcode });
}

function typeDigits(digits: string): void {
  if (!isAtBasket()) return;
  for (const key of digits) typeKey(key);
}

const typeKey = (key: string): void => dispatch({ is: 'draft', change: { is: 'key', key } });

/** Keys beside the digits that make an amount. */
const amountKeys: Readonly<Record<string, () => void>> = {
  Backspace: () => typeKey('erase'),
  '.': () => typeKey('.'),
  '+': () => dispatch({ is: 'draft', change: { is: 'line' } }),
};

function onAmountKey(event: KeyboardEvent): void {
  const press = amountKeys[event.key];
  const isInField = event.target instanceof HTMLInputElement;
  if (!press || isInField || !isAtBasket()) return;
  event.preventDefault();
  press();
}
