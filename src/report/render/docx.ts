import type { Sha256 } from '#domain/ids.ts';
import type { DocBlock } from '../docx/doc-block.ts';
import { docBlocks } from '../docx/document.ts';
import type { Photo } from '../pdf/photo-book.ts';
import type { VisitReport } from '../visit-report.ts';
import { wordsOf } from '../words/words-of.ts';
import { type BlockMaker, blockMaker } from './docx-blocks.ts';
import { footer, header, numbering, styles } from './docx-page.ts';

/** The editable report. The library is a chunk of its own that loads when a document is made. */
export async function renderDocx(
  report: VisitReport,
  photos: ReadonlyMap<Sha256, Photo>,
): Promise<Uint8Array<ArrayBuffer>> {
  const docx = await import('docx');
  const words = wordsOf(report.language);
  const maker = blockMaker(docx, words, photos);
  const document = new docx.Document({
    creator: 'Tilik',
    title: `${report.heading.title} – ${report.heading.office}`,
    subject: report.heading.instrument,
    description: report.heading.organisation,
    styles: styles(report.language),
    numbering: numbering(docx),
    sections: [
      {
        properties: {
          page: {
            size: { width: 11_906, height: 16_838 },
            margin: { top: 1300, bottom: 1150, left: 1134, right: 1134 },
          },
        },
        headers: { default: header(docx, report, words) },
        footers: { default: footer(docx, report, words) },
        children: childrenOf(docBlocks(report), maker),
      },
    ],
  });
  const packed: unknown = await docx.Packer.pack(document, 'uint8array');
  if (!(packed instanceof Uint8Array)) throw new Error('The document was packed as something else.');
  return new Uint8Array(packed);
}

function childrenOf(blocks: readonly DocBlock[], maker: BlockMaker) {
  return blocks.flatMap((block) => maker(block));
}
