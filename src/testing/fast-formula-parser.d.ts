/** What the tests use of the library, which brings no types. */
declare module 'fast-formula-parser' {
  interface Position {
    readonly sheet: string;
    readonly row: number;
    readonly col: number;
  }
  type Value = number | string | boolean | null;

  class FormulaParser {
    constructor(source: {
      onCell(at: Position): Value;
      onRange(range: {
        readonly sheet: string;
        readonly from: { readonly row: number; readonly col: number };
        readonly to: { readonly row: number; readonly col: number };
      }): Value[][];
    });
    parse(formula: string, at: Position): unknown;
  }
  export = FormulaParser;
}
