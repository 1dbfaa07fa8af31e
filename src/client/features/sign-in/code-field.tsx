import type { Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { TextField } from '#client/ui/forms/text-field.tsx';
import { defineTexts } from '#client/ui/i18n/text.ts';

const t = defineTexts({
  id: {
    label: 'Kode verifikasi',
    hint: 'Enam angka dari aplikasi autentikator di ponsel Anda, atau salah satu kode pemulihan.',
    wrong: 'Kode tidak cocok atau sudah pernah dipakai. Tunggu kode berikutnya, lalu coba lagi.',
  },
  en: {
    label: 'Verification code',
    hint: 'Six digits from the authenticator app on your phone, or one of your recovery codes.',
    wrong: 'The code does not fit or was used before. Wait for the next one and try again.',
  },
});

/** Whether the server asks for the second step. */
export function asksForCode(code: string | null): boolean {
  return code === 'codeNeeded' || code === 'wrongCode';
}

export function wrongCodeText(): string {
  return t.wrong;
}

interface CodeFieldProps {
  readonly code: Signal<string>;
  readonly isWrong: boolean;
}

/** The second step. It appears when it is asked for, and takes the focus. */
export function CodeField({ code, isWrong }: CodeFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <TextField
      label={t.label}
      hint={t.hint}
      name="code"
      autoComplete="one-time-code"
      inputRef={field}
      value={code.value}
      error={isWrong ? t.wrong : undefined}
      maxLength={40}
      onInput={(text) => {
        code.value = text;
      }}
    />
  );
}
