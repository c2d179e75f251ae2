/**
 * Reads codes from pictures: by the browser's own detector where it has one, else by a decoder that is loaded
 * when it is first needed, from this origin.
 */
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';

/** What can be read: a video, a canvas, a picture. */
export type Readable = HTMLVideoElement | ImageBitmap | HTMLCanvasElement;

export interface Detector {
  /** The texts of the codes in the picture. */
  read(picture: Readable): Promise<readonly string[]>;
}

const formats = ['qr_code', 'code_128'] as const;

interface BrowserDetector {
  detect(picture: Readable): Promise<readonly { readonly rawValue: string }[]>;
}

interface BrowserDetectorKind {
  new (options: { readonly formats: readonly string[] }): BrowserDetector;
  getSupportedFormats(): Promise<readonly string[]>;
}

declare global {
  interface Window {
    readonly BarcodeDetector?: BrowserDetectorKind;
  }
}

let opened: Promise<Detector> | undefined;

/** The detector of this page, made once. */
export function openDetector(): Promise<Detector> {
  opened ??= openNew().catch((error: unknown) => {
    // The next one asks again: the network may be back.
    opened = undefined;
    throw error;
  });
  return opened;
}

async function openNew(): Promise<Detector> {
  const kind = (await nativeKind()) ?? (await decoderKind());
  const detector = new kind({ formats });
  return {
    async read(picture) {
      const found = await detector.detect(picture);
      return found.map(({ rawValue }) => rawValue).filter((text) => text !== '');
    },
  };
}

async function nativeKind(): Promise<BrowserDetectorKind | undefined> {
  const kind = window.BarcodeDetector;
  const supported = await kind?.getSupportedFormats().catch((): string[] => []);
  return formats.every((format) => supported?.includes(format)) ? kind : undefined;
}

async function decoderKind(): Promise<BrowserDetectorKind> {
  const { BarcodeDetector, prepareZXingModule } = await import('barcode-detector/ponyfill');
  prepareZXingModule({ overrides: { locateFile: () => wasm } });
  return class {
    readonly #detector = new BarcodeDetector({ formats: [...formats] });
    static readonly getSupportedFormats = async () => formats;
    detect(picture: Readable) {
      return this.#detector.detect(picture);
    }
  };
}

/** The text of the first code in a picture file; undefined when there is none. */
export async function readPicture(file: Blob): Promise<string | undefined> {
  const detector = await openDetector();
  const picture = await createImageBitmap(file);
  try {
    const [text] = await detector.read(picture);
    return text;
  } finally {
    picture.close();
  }
}
