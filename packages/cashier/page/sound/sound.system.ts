/** The tone and the voice of the device. Both need one press on the page before, which signing in is. */
let context: AudioContext | undefined;

/** Lets the browser make sounds; called by a press. */
export function wakeSound(): void {
  context ??= new AudioContext();
  void context.resume();
}

/** Two rising notes: money arrived. `low` is the alarm: the till is cut off. */
export function tone(kind: 'paid' | 'low'): void {
  if (context?.state !== 'running') return;
  const notes = kind === 'paid' ? [880, 1_318.5] : [220, 196];
  for (const [index, frequency] of notes.entries()) {
    const at = context.currentTime + index * 0.14;
    const gain = context.createGain();
    gain.gain.setValueAtTime(0.0001, at);
    gain.gain.exponentialRampToValueAtTime(0.3, at + 0.015);
    gain.gain.exponentialRampToValueAtTime(0.0001, at + 0.32);
    gain.connect(context.destination);
    const oscillator = context.createOscillator();
    oscillator.frequency.value = frequency;
    oscillator.connect(gain);
    oscillator.start(at);
    oscillator.stop(at + 0.34);
  }
}

export const voices = (): readonly { readonly lang: string }[] =>
  'speechSynthesis' in window ? speechSynthesis.getVoices() : [];

export function speak(text: string, language: string): void {
  if (!('speechSynthesis' in window)) return;
  const spoken = new SpeechSynthesisUtterance(text);
  spoken.lang = language;
  const voice = speechSynthesis.getVoices().find(({ lang }) => sameLanguage(lang, language));
  if (voice) spoken.voice = voice;
  speechSynthesis.cancel();
  speechSynthesis.speak(spoken);
}

const sameLanguage = (lang: string, wanted: string) =>
  lang.replace('_', '-').toLowerCase().startsWith(wanted.toLowerCase());
