import { currentPreferences } from '../state/preferences.ts';

let context: AudioContext | null = null;

/** Browsers let a page sound only after a gesture: the first one unlocks it. */
export function unlockSoundsOnGesture(): () => void {
  const unlock = () => {
    context ??= new AudioContext();
    void context.resume();
  };
  addEventListener('pointerdown', unlock, { once: true });
  addEventListener('keydown', unlock, { once: true });
  return () => {
    removeEventListener('pointerdown', unlock);
    removeEventListener('keydown', unlock);
  };
}

/** Notes: frequency in hertz, beginning and length in seconds, loudness. */
type Note = readonly [hertz: number, at: number, length: number, gain: number];
const TUNES = {
  turn: [
    [523, 0, 0.18, 0.22],
    [659, 0.14, 0.18, 0.22],
    [784, 0.28, 0.42, 0.24],
  ],
  pick: [[440, 0, 0.07, 0.05]],
} as const satisfies Record<string, readonly Note[]>;

const ALONE_MS = 1_500;

/** Plays a tune; of several tabs with the same draft one does. */
export function play(tune: keyof typeof TUNES, draftId: string): void {
  if (!currentPreferences().sound || context?.state !== 'running') return;
  const audio = context;
  const sound = async (lock: Lock | null) => {
    if (lock === null) return;
    for (const note of TUNES[tune]) playNote(audio, note);
    await new Promise((resolve) => setTimeout(resolve, ALONE_MS));
  };
  void navigator.locks?.request(`sound ${tune} ${draftId}`, { ifAvailable: true }, sound);
}

function playNote(audio: AudioContext, [hertz, at, length, loudness]: Note): void {
  const [oscillator, gain] = [audio.createOscillator(), audio.createGain()];
  const begin = audio.currentTime + at;
  oscillator.type = 'triangle';
  oscillator.frequency.value = hertz;
  gain.gain.setValueAtTime(0, begin);
  gain.gain.linearRampToValueAtTime(loudness, begin + 0.015);
  gain.gain.exponentialRampToValueAtTime(0.0001, begin + length);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(begin);
  oscillator.stop(begin + length);
}
