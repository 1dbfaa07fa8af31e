export interface LogLine {
  readonly level: 'info' | 'error';
  readonly message: string;
  readonly error?: unknown;
}
export type Log = (line: LogLine) => void;
