import type { LogItem } from '#domain/change/log.ts';
import { erasureOf } from '#domain/change/redaction.ts';
import {
  foldedChange,
  type RegisterState,
  withChange,
  withDecision,
  withErasure,
} from '#domain/change/register-state.ts';
import type { ChangeId } from '#domain/ids.ts';

/** Registers as far as a page of the log touches them. */
export interface TouchedRegisters {
  /** Loaded before; replaced here by what they become. */
  readonly registers: Map<string, RegisterState>;
  /** In which register a change is that a decision or an erasure names. */
  readonly registerOf: ReadonlyMap<ChangeId, string>;
}

/**
 * Applies the next lines of a log, in order, to registers that hold all lines before. Together with the log's cursor (no line
 * twice) this gives what `foldVisit` gives from scratch.
 */
export function foldPage(items: readonly LogItem[], { registers, registerOf }: TouchedRegisters): void {
  const edit = (name: string | undefined, map: (state: RegisterState) => RegisterState): void => {
    if (name !== undefined) registers.set(name, map(registers.get(name) ?? { name, changes: [] }));
  };
  for (const item of items) {
    switch (item.kind) {
      case 'change':
      case 'adopted': {
        const folded = foldedChange(item.change, item.verdict, item.kind === 'adopted');
        edit(item.change.content.register, (state) => withChange(state, folded));
        break;
      }
      case 'decision':
        edit(registerOf.get(item.change), (state) => withDecision(state, item.change, item.decision));
        break;
      case 'redaction':
        edit(registerOf.get(item.change), (state) => withErasure(state, item.change, erasureOf(item)));
        break;
      case 'transition':
      case 'evidence':
      case 'adoption':
      case 'merged':
        break;
    }
  }
}
