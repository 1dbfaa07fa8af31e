/** The code of an expected failure (`Problem`, `Unreachable`), or null when it is a fault of ours. */
export function failureCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (error.name === 'Unreachable') return 'unreachable';
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}
