import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type CameraProblem, openCamera, type Torch } from '../codes/camera.ts';

/** The camera behind what `children` show; they get the torch, when there is one. */
export function CameraView({
  active,
  onCode,
  onProblem,
  children,
}: {
  /** While false the camera is closed. */
  readonly active: boolean;
  readonly onCode: (text: string) => void;
  readonly onProblem: (problem: CameraProblem | undefined) => void;
  readonly children: (torch: Torch | undefined) => ReactNode;
}) {
  const video = useRef<HTMLVideoElement>(null);
  const [torch, setTorch] = useState<Torch>();
  // The latest callbacks: a new one must not open the camera anew.
  const calls = useRef({ onCode, onProblem });
  useEffect(() => {
    calls.current = { onCode, onProblem };
  });
  useEffect(() => {
    const { current } = video;
    if (!active || !current) return undefined;
    return openCamera({
      video: current,
      onCode: (text) => calls.current.onCode(text),
      onProblem: (problem) => calls.current.onProblem(problem),
      onTorch: setTorch,
    });
  }, [active]);
  return (
    <>
      <video ref={video} playsInline muted tabIndex={-1} />
      {children(torch)}
    </>
  );
}
