import type { Instrument, SubjectKind } from './instrument.ts';
import type { Report } from './instrument-fault.ts';

/** A kind's parents exist and end somewhere, means have something to be taken over, samples can be met. */
export function checkSubjectKinds(instrument: Instrument, report: Report): void {
  const kinds = new Map<string, SubjectKind>(instrument.subjectKinds.map((kind) => [kind.id, kind]));
  for (const [at, kind] of instrument.subjectKinds.entries()) {
    const path = ['subjectKinds', at];
    if (kind.parent !== undefined && !kinds.has(kind.parent)) {
      report([...path, 'parent'], 'unknown-parent', {
        id: `Jenis subjek "${kind.parent}" tidak ada.`,
        en: `There is no subject kind "${kind.parent}".`,
      });
    }
    if (isOwnAncestor(kind, kinds)) {
      report([...path, 'parent'], 'parent-cycle', {
        id: `"${kind.id}" menjadi induk bagi dirinya sendiri.`,
        en: `"${kind.id}" is an ancestor of itself.`,
      });
    }
    if (kind.aggregate === 'mean-of-parents' && kind.parent === undefined) {
      report([...path, 'aggregate'], 'aggregate-without-parent', {
        id: 'Rata-rata per induk memerlukan "parent".',
        en: 'A mean of parents needs a parent.',
      });
    }
    if (kind.single && (kind.sample.min > 1 || kind.sample.target !== 1)) {
      report([...path, 'sample'], 'single-sample', {
        id: 'Subjek tunggal memiliki sasaran sampel 1.',
        en: 'A single subject has a target of 1.',
      });
    }
    if (kind.sample.min > kind.sample.target) {
      report([...path, 'sample'], 'sample-below-minimum', {
        id: `Sasaran sampel ${kind.sample.target} di bawah jumlah minimum ${kind.sample.min}.`,
        en: `The target of ${kind.sample.target} is below the minimum of ${kind.sample.min}.`,
      });
    }
  }
}

function isOwnAncestor(kind: SubjectKind, kinds: ReadonlyMap<string, SubjectKind>): boolean {
  const seen = new Set<string>();
  for (let parent = kind.parent; parent !== undefined && !seen.has(parent); parent = kinds.get(parent)?.parent) {
    if (parent === kind.id) return true;
    seen.add(parent);
  }
  return false;
}
