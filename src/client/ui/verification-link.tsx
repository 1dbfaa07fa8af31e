import { printVerificationCode, type VerificationCode } from '#domain/visit/verification-code.ts';

/** The code under which anyone finds a published result; a page of the server's own, so it opens beside the app. */
export function VerificationLink({ code }: { readonly code: VerificationCode }) {
  const printed = printVerificationCode(code);
  return (
    <a href={`/verify/${printed}`} target="_blank" rel="noopener">
      {printed}
    </a>
  );
}
