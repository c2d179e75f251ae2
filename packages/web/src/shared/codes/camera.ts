/**
 * A camera that reads codes. It is opened once; its tracks stop when the page is left and start again when it is
 * looked at. A camera that shows only black is started once more, then reported.
 */
import { machine } from '../machine.system.ts';
import { openDetector } from './detector.ts';

export type CameraProblem = 'refused' | 'insecure' | 'none' | 'busy' | 'black' | 'nothing';

export interface Torch {
  readonly isOn: boolean;
  toggle(): void;
}

export interface CameraOptions {
  readonly video: HTMLVideoElement;
  readonly onCode: (text: string) => void;
  readonly onProblem: (problem: CameraProblem | undefined) => void;
  /** Undefined when this camera has no torch. */
  readonly onTorch: (torch: Torch | undefined) => void;
}

const readEveryMs = 120;
const blackForMs = 1_000;
const nothingAfterMs = 15_000;

declare global {
  interface MediaTrackCapabilities {
    readonly torch?: boolean;
  }
  interface MediaTrackConstraintSet {
    torch?: boolean;
  }
}

/** Opens the camera; the returned function closes it. */
export function openCamera({ video, onCode, onProblem, onTorch }: CameraOptions): () => void {
  let stream: MediaStream | undefined;
  let isOver = false;
  let restarts = 0;
  let cancelRead: () => void = () => undefined;

  async function start() {
    const { mediaDevices }: Partial<Navigator> = navigator;
    if (!mediaDevices) return onProblem(window.isSecureContext ? 'none' : 'insecure');
    try {
      const opened = await mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 1280 } },
      });
      if (isOver) return stopTracks(opened);
      stream = opened;
      video.srcObject = opened;
      await video.play();
      onProblem(undefined);
      offerTorch(opened);
      void readOn();
    } catch (error) {
      if (!isOver) onProblem(problemOf(error));
    }
  }

  function stop(): void {
    cancelRead();
    if (stream) stopTracks(stream);
    stream = undefined;
    video.srcObject = null;
    onTorch(undefined);
  }

  async function readOn() {
    const detector = await openDetector().catch(() => undefined);
    if (!detector) return onProblem('nothing');
    const began = machine.now();
    let blackSince: number | undefined;
    const readOnce = async () => {
      if (isOver || !stream) return;
      const [text] = await detector.read(video).catch(() => []);
      if (isOver || !stream) return;
      if (text !== undefined) return onCode(text);
      const now = machine.now();
      blackSince = isBlack(video) ? (blackSince ?? now) : undefined;
      if (blackSince !== undefined && now - blackSince > blackForMs) {
        onProblem('black');
        if (restarts++ === 0) {
          stop();
          return start();
        }
      } else if (now - began > nothingAfterMs) onProblem('nothing');
      cancelRead = machine.after(readEveryMs, () => void readOnce());
    };
    await readOnce();
  }

  function offerTorch(of: MediaStream) {
    const [track] = of.getVideoTracks();
    if (!track?.getCapabilities?.().torch) {
      onTorch(undefined);
      return;
    }
    const show = (isOn: boolean) =>
      onTorch({
        isOn,
        toggle: () =>
          void track.applyConstraints({ advanced: [{ torch: !isOn }] }).then(
            () => show(!isOn),
            () => onTorch(undefined),
          ),
      });
    show(false);
  }

  const onVisibility = () => {
    if (document.visibilityState === 'hidden') stop();
    else if (!stream) void start();
  };
  document.addEventListener('visibilitychange', onVisibility);
  void start();
  return () => {
    isOver = true;
    document.removeEventListener('visibilitychange', onVisibility);
    stop();
  };
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function problemOf(error: unknown): CameraProblem {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'none';
}

const side = 16;
let canvas: HTMLCanvasElement | undefined;

/** Whether every one of a few sampled pixels is as good as black. */
function isBlack(video: HTMLVideoElement): boolean {
  canvas ??= document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context || video.videoWidth === 0) return false;
  context.drawImage(video, 0, 0, side, side);
  const { data } = context.getImageData(0, 0, side, side);
  return data.every((value, index) => index % 4 === 3 || value < 8);
}
