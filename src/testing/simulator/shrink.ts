import type { Finding } from './findings.ts';
import type { Step } from './plan.ts';

type Try = (steps: readonly Step[]) => Promise<readonly Finding[]>;

/**
 * Leaves out steps for as long as the same kind of finding remains: halves first, single steps last. What is left may not be the
 * smallest history there is, but no single step of it can be spared.
 */
export async function shrink(steps: readonly Step[], kind: Finding['kind'], attempt: Try): Promise<readonly Step[]> {
  let left = steps;
  for (let size = Math.ceil(left.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < left.length; ) {
      const without = [...left.slice(0, at), ...left.slice(at + size)];
      const findings = await attempt(without);
      if (findings.some((finding) => finding.kind === kind)) left = without;
      else at += size;
    }
  }
  return left;
}
