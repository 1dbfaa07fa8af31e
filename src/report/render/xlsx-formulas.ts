import type { Cell, Sheet } from '../sheet/cell.ts';

type TransformSheet = (xml: string, options: unknown, sheet: { readonly sheetIndex: number }) => string;

/** What the library calls a feature, as far as this one goes. */
interface SheetFeature {
  files: { transform: { 'xl/worksheets/sheet{id}.xml': { transform: TransformSheet } } };
}

/**
 * The library writes a formula without its result, so a reader that does not calculate (a preview, a phone) shows nothing: the
 * results are written beside the formulas, and the lists to choose from are added.
 */
export function formulaResults(sheets: readonly Sheet[]): SheetFeature {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, _options, { sheetIndex }) => {
            const sheet = sheets[sheetIndex];
            return sheet === undefined ? xml : onPaper(withChoices(withResults(xml, sheet), sheet));
          },
        },
      },
    },
  };
}

const formulaCell = /<c r="([A-Z]+)(\d+)"([^>]*)><f>(.*?)<\/f><\/c>/gs;

function withResults(xml: string, { rows }: Sheet): string {
  return xml.replace(formulaCell, (whole, letters: string, row: string, attributes: string, formula: string) => {
    const cell = rows[Number(row) - 1]?.[columnIndex(letters)];
    if (cell?.kind !== 'formula') return whole;
    return `<c r="${letters}${row}"${attributes}${typeof cell.value === 'string' ? ' t="str"' : ''}><f>${formula}</f><v>${escaped(cell)}</v></c>`;
  });
}

function escaped({ value }: Extract<NonNullable<Cell>, { kind: 'formula' }>): string {
  return String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function columnIndex(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

// The elements that the format wants after a list of choices, in its order.
const after = ['hyperlinks', 'printOptions', 'pageMargins', 'pageSetup', 'headerFooter', 'drawing', 'legacyDrawing'];

function withChoices(xml: string, { choices = [] }: Sheet): string {
  if (choices.length === 0) return xml;
  const lists = choices.map(
    ({ cells, from }) =>
      `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${cells}"><formula1>${from}</formula1></dataValidation>`,
  );
  const element = `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>`;
  const at = [...after.map((name) => `<${name}`), '</worksheet>']
    .map((mark) => xml.indexOf(mark))
    .filter((index) => index >= 0);
  const before = Math.min(...at);
  return xml.slice(0, before) + element + xml.slice(before);
}

/** Printed on A4 across, as wide as the paper: without it a sheet falls apart into columns on pages of their own. */
function onPaper(xml: string): string {
  const setup = '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>';
  return xml
    .replace(/(<worksheet[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
    .replace('</worksheet>', `${setup}</worksheet>`);
}
