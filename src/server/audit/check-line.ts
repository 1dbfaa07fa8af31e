import { canonicalJson } from '#domain/canonical.ts';
import type { Change } from '#domain/change/change.ts';
import { type LogItem, parseLogItem } from '#domain/change/log.ts';
import { headText } from '#domain/change/log-head.ts';
import { mergerText } from '#domain/change/merger.ts';
import { erasureOf, redactionText } from '#domain/change/redaction.ts';
import type { Sha256 } from '#domain/ids.ts';
import type { KeptLine } from '../db/audit.ts';
import type { ServerIdentity } from '../db/server-identity.ts';
import { hashText } from '../visits/hash.ts';
import type { AboutVisit } from './finding.ts';

type Verifier = Pick<ServerIdentity, 'verify'>;

/** What does not fit in one line of a log, as sentences; `before` is the head that the database keeps of the line before. */
export function checkLine(verifier: Verifier, about: AboutVisit, before: Sha256, kept: KeptLine): readonly string[] {
  const wrong: string[] = [];
  if (`${hashText(headText(before, kept.item))}` !== kept.head)
    wrong.push('The line and its head do not fit: one of them was altered, or the line before it.');
  const parsed = parseLogItem(kept.item);
  if ('known' in parsed) wrong.push(...checkKnown(verifier, about, parsed.known, kept));
  else if (knownKinds.has(kept.item.kind)) wrong.push('The line has not the form of its kind.');
  return wrong;
}

/** A line of another kind is of a newer version: its head is all that can be checked. */
const knownKinds: ReadonlySet<string> = new Set([
  'change',
  'decision',
  'transition',
  'evidence',
  'redaction',
  'adopted',
  'adoption',
  'merged',
] satisfies LogItem['kind'][]);

function checkKnown(verifier: Verifier, about: AboutVisit, item: LogItem, kept: KeptLine): readonly string[] {
  switch (item.kind) {
    case 'change':
    case 'adopted':
      return [...checkChange(about, item), ...checkColumns(item, kept)];
    case 'transition': {
      const { result } = item.transition;
      if (result === undefined) return [];
      const { signature, ...unsigned } = result;
      return signed(verifier, 'result', canonicalJson(unsigned), signature);
    }
    case 'redaction': {
      const text = redactionText({ ...about, change: item.change }, erasureOf(item));
      return signed(verifier, 'redaction', text, item.signature);
    }
    case 'adoption':
    case 'merged':
      return signed(verifier, 'merger', mergerText(about.organisation, item.merger), item.merger.signature);
    default:
      return [];
  }
}

function checkChange(about: AboutVisit, { kind, change }: LogItem & { readonly kind: 'change' | 'adopted' }): string[] {
  const { content } = change;
  const wrong: string[] = [];
  if (!isWhatItSays(content, change.id)) wrong.push('The content of the change is not what its id says.');
  if (change.body !== null && !isWhatItSays(change.body, content.commitment))
    wrong.push('The value of the change is not what was committed to.');
  if (content.organisation !== about.organisation) wrong.push('The change belongs to another organisation.');
  if (kind === 'change' && content.visit !== about.visit) wrong.push('The change belongs to another visit.');
  return wrong;
}

function isWhatItSays(content: Change['content'] | NonNullable<Change['body']>, hash: string): boolean {
  return `${hashText(canonicalJson(content))}` === hash;
}

/** The columns by which a change is found say what its content says. */
function checkColumns(
  { kind, change }: LogItem & { readonly kind: 'change' | 'adopted' },
  { change: id, register }: KeptLine,
): string[] {
  const isSame = register === change.content.register && (kind === 'adopted' || id === `${change.id}`);
  return isSame ? [] : ['The columns of the row do not say what the change says.'];
}

function signed(
  { verify }: Verifier,
  purpose: 'result' | 'redaction' | 'merger',
  text: string,
  signature: string | undefined,
): string[] {
  if (signature !== undefined && verify(purpose, text, signature)) return [];
  return [`The server's signature of the ${purpose} does not fit.`];
}
