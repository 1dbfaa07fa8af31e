/// <reference path="./pdfmake-modules.d.ts" />
import type { PdfDefinition } from '../pdf/pdf-content.ts';
import { draw, equip, type PdfMaker } from './pdf-maker.ts';

let equipped: Promise<PdfMaker> | undefined;

export async function drawPdfInNode(definition: PdfDefinition): Promise<Uint8Array<ArrayBuffer>> {
  equipped ??= loadMaker();
  return await draw(await equipped, definition);
}

async function loadMaker(): Promise<PdfMaker> {
  const [maker, fonts] = await Promise.all([import('pdfmake'), import('pdfmake/build/vfs_fonts.js')]);
  return equip(maker.default, fonts.default);
}
