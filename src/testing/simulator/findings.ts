/** What must not be, found at the end of a seed. */
export interface Finding {
  readonly kind: 'lost' | 'diverged' | 'stuck' | 'contradicted' | 'fault';
  readonly text: string;
}
