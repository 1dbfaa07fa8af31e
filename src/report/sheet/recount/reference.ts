/** "'Hitung ulang'!$C$4": quoted, so that any name of a sheet does. */
export function inSheet(sheet: string, cells: string): string {
  return `'${sheet.replaceAll("'", "''")}'!${cells}`;
}

/** A cell that later formulas refer to, with what it gives now; null where it is empty. */
export interface Computed {
  readonly cell: string;
  readonly value: number | null;
}

/** The mean of what is a number, as a spreadsheet's AVERAGE takes it: empty texts are left out. */
export function meanFormula(cells: string, factor = ''): string {
  return `IF(COUNT(${cells})=0,"",AVERAGE(${cells})${factor})`;
}

export function mean(values: readonly (number | null)[]): number | null {
  const numbers = values.filter((value) => value !== null);
  return numbers.length === 0 ? null : numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}
