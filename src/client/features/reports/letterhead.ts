import { ask } from '#client/sync/ask.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { failureCode } from '#client/ui/failure-code.ts';
import { LetterheadAnswer } from '#protocol/letterhead.ts';
import type { Letterhead } from '#report/report-input.ts';

/** Nothing personal: what is printed at the head of every report that leaves the house. */
const keptUnder = (organisation: string): string => `tilik.letterhead.${organisation}`;

/** As the server has it now; without an answer as it was when it last gave one; null before that. */
export async function currentLetterhead(organisation: string): Promise<Letterhead | null> {
  try {
    const answer = await ask(serverTransport, LetterheadAnswer, {
      method: 'GET',
      path: '/api/letterhead',
      timeoutMs: 4000,
    });
    keep(organisation, answer);
    return answer.letterhead;
  } catch (error) {
    if (failureCode(error) === null) throw error;
    return kept(organisation);
  }
}

/** A full storage costs the letterhead of the next report without a network, not this report. */
function keep(organisation: string, answer: LetterheadAnswer): void {
  try {
    localStorage.setItem(keptUnder(organisation), JSON.stringify(answer));
  } catch (error) {
    console.warn(error);
  }
}

function kept(organisation: string): Letterhead | null {
  const text = localStorage.getItem(keptUnder(organisation));
  if (text === null) return null;
  const parsed = LetterheadAnswer.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data.letterhead : null;
}
