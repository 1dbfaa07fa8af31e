import type { PdfDefinition } from '../pdf/pdf-content.ts';

interface FontFiles {
  normal: string;
  bold: string;
  italics: string;
  bolditalics: string;
}

/** What is used of pdfmake, the same in its browser and its Node build. */
export interface PdfMaker {
  readonly virtualfs: { writeFileSync(name: string, content: Uint8Array<ArrayBuffer>): void };
  setFonts(fonts: Record<string, FontFiles>): void;
  setUrlAccessPolicy(isAllowed: (url: string) => boolean): void;
  /** In the Node build only: a browser has no files to keep it from. */
  setLocalAccessPolicy?(isAllowed: (path: string) => boolean): void;
  createPdf(definition: PdfDefinition): { getBuffer(): Promise<Uint8Array> };
}

/** pdfmake ships Roboto in four cuts; the report sets no other type. */
const roboto: FontFiles = {
  normal: 'Roboto-Regular.ttf',
  bold: 'Roboto-Medium.ttf',
  italics: 'Roboto-Italic.ttf',
  bolditalics: 'Roboto-MediumItalic.ttf',
};

/** Everything a report needs is inside it: the library is let neither onto the network nor at files. */
export function equip(maker: PdfMaker, files: Readonly<Record<string, string>>): PdfMaker {
  for (const name of Object.values(roboto)) {
    const encoded = files[name];
    if (encoded === undefined) throw new Error(`The font ${name} is not in pdfmake's fonts.`);
    maker.virtualfs.writeFileSync(
      name,
      Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0)),
    );
  }
  maker.setUrlAccessPolicy(() => false);
  maker.setLocalAccessPolicy?.(() => false);
  return maker;
}

export async function draw(maker: PdfMaker, definition: PdfDefinition): Promise<Uint8Array<ArrayBuffer>> {
  // The library writes the loaded bytes over the file names, so each document gets the names afresh.
  maker.setFonts({ Roboto: { ...roboto } });
  return new Uint8Array(await maker.createPdf(definition).getBuffer());
}
