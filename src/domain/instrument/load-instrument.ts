import type * as z from 'zod/mini';
import { canonicalJson, sha256Hex } from '#domain/canonical.ts';
import { InstrumentHash } from '#domain/ids.ts';
import { checkInstrument } from './check-instrument.ts';
import { Instrument } from './instrument.ts';
import { type InstrumentFault, InstrumentRejected, idsAlong, type PathSegment, pathText } from './instrument-fault.ts';

export interface LoadedInstrument {
  readonly instrument: Instrument;
  readonly hash: InstrumentHash;
}

/** @throws InstrumentRejected naming every place that is wrong. */
export async function loadInstrument(json: unknown): Promise<LoadedInstrument> {
  const parsed = Instrument.safeParse(json);
  if (!parsed.success) throw new InstrumentRejected(parsed.error.issues.map((issue) => shapeFault(json, issue)));
  const faults = checkInstrument(parsed.data);
  if (faults.length > 0) throw new InstrumentRejected(faults);
  return { instrument: parsed.data, hash: InstrumentHash.parse(await sha256Hex(canonicalJson(parsed.data))) };
}

function shapeFault(json: unknown, issue: z.core.$ZodIssue): InstrumentFault {
  const segments = issue.path.filter((segment): segment is PathSegment => typeof segment !== 'symbol');
  const path = issue.code === 'unrecognized_keys' ? [...segments, issue.keys[0] ?? ''] : segments;
  return { path: pathText(path), ids: idsAlong(json, segments), code: 'shape', message: shapeMessage(issue) };
}

function shapeMessage(issue: z.core.$ZodIssue): InstrumentFault['message'] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return { id: 'Bagian ini tidak dikenal.', en: 'This member is unknown.' };
    case 'invalid_type':
      return { id: `Seharusnya bertipe ${issue.expected}.`, en: `This must be of type ${issue.expected}.` };
    case 'invalid_value':
      return {
        id: `Seharusnya salah satu dari ${issue.values.join(', ')}.`,
        en: `This must be one of ${issue.values.join(', ')}.`,
      };
    case 'too_small':
      return {
        id: `Terlalu kecil atau terlalu pendek: paling sedikit ${issue.minimum}.`,
        en: `Too small or too short: at least ${issue.minimum}.`,
      };
    case 'too_big':
      return {
        id: `Terlalu besar atau terlalu panjang: paling banyak ${issue.maximum}.`,
        en: `Too large or too long: at most ${issue.maximum}.`,
      };
    default:
      return {
        id: 'Isi ini tidak sesuai format instrumen.',
        en: 'This does not have the form that an instrument needs.',
      };
  }
}
