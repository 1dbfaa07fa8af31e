import { html } from 'hono/html';
import { printVerificationCode, readVerificationCode } from '#domain/visit/verification-code.ts';
import type { Verification } from '#protocol/verification.ts';
import { decimalText } from '#report/format/figures.ts';
import { moment, periodText } from '#report/format/moments.ts';
import { wordsOf } from '#report/words/words-of.ts';
import { verificationWords } from './verification-words.ts';

export type PageLanguage = keyof typeof verificationWords;

/** What was asked: nothing yet, something that cannot be a code, a code without a published result, or a result. */
export type Answer = { readonly typed: string; readonly found: Verification | 'unknown' | 'notACode' } | null;

/** The public page, plain HTML that works without a script: on any phone, and when the app itself is not installed. */
export function verificationPage(answer: Answer, language: PageLanguage) {
  const words = verificationWords[language];
  const found = answer?.found;
  const isResult = typeof found === 'object';
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${isResult ? headline(found, language).title : words.title} – Tilik</title>
<link rel="icon" href="/icons/favicon.svg">
<link rel="stylesheet" href="/verify/style.css">
</head>
<body>
<header><p class="brand">Tilik</p><a class="language" hreflang="${other(language)}" lang="${other(language)}" href="${addressOf(answer, other(language))}">${words.otherLanguage}</a></header>
<main>
${isResult ? resultPart(found, language) : formPart(answer, language)}
</main>
<footer><p>${words.privacy}</p></footer>
</body>
</html>`;
}

function other(language: PageLanguage): PageLanguage {
  return language === 'id' ? 'en' : 'id';
}

function addressOf(answer: Answer, language: PageLanguage): string {
  const code = answer === null ? null : readVerificationCode(answer.typed);
  return `/verify${code === null ? '' : `/${printVerificationCode(code)}`}?lang=${language}`;
}

function formPart(answer: Answer, language: PageLanguage) {
  const words = verificationWords[language];
  const problem = answer === null ? null : answer.found === 'notACode' ? words.notACode : words.unknown;
  return html`<h1>${answer?.found === 'unknown' ? words.unknownTitle : words.title}</h1>
${problem === null ? html`<p>${words.intro}</p>` : html`<p role="alert" class="problem" id="problem">${problem}</p>`}
<form method="get" action="/verify">
<input type="hidden" name="lang" value="${language}">
<label for="code">${words.label}</label>
<input id="code" name="code" required maxlength="60" autocomplete="off" autocapitalize="characters" spellcheck="false" value="${answer?.typed ?? ''}" aria-describedby="hint${problem === null ? '' : ' problem'}"${problem === null ? '' : html` aria-invalid="true"`}>
<p id="hint" class="soft">${words.hint}</p>
<button>${words.check}</button>
</form>`;
}

function headline(result: Verification, language: PageLanguage): { title: string; text: string; tone: string } {
  const words = verificationWords[language];
  const { title, text } = words.standing[result.standing];
  if (!result.isSealIntact) return { title: words.brokenTitle, text: words.sealBroken, tone: 'bad' };
  if (result.recomputation === 'different')
    return { title: words.brokenTitle, text: words.recomputation.different, tone: 'bad' };
  return { title, text, tone: result.standing === 'withdrawn' ? 'bad' : 'good' };
}

function resultPart(result: Verification, language: PageLanguage) {
  const words = verificationWords[language];
  const { title, text, tone } = headline(result, language);
  return html`<section class="${tone}"><h1>${title}</h1><p>${text}</p></section>
${result.isIllustrative ? html`<p class="problem">${words.illustrative}</p>` : ''}
<p>${words.compare}</p>
<dl>
${factsOf(result, language).map(([term, value, isLarge]) => html`<div><dt>${term}</dt><dd${isLarge ? html` class="large"` : ''}>${value}</dd></div>`)}
</dl>
<p><a class="another" href="/verify?lang=${language}">${words.another}</a></p>`;
}

type Fact = readonly [term: string, value: string, isLarge?: boolean];

function factsOf(result: Verification, language: PageLanguage): readonly Fact[] {
  const words = verificationWords[language];
  const { facts } = words;
  const { office, institution, period, instrument, score, timeZone } = result;
  const code = readVerificationCode(result.code);
  return [
    [facts.office, office === null ? '–' : [office.name, office.city].filter(Boolean).join(', ')],
    ...(institution === null ? [] : [[facts.institution, institution] as const]),
    ...(score === null
      ? [[facts.score, words.withoutScore] as const]
      : [
          [facts.score, decimalText(score.rounded, language), true] as const,
          [
            facts.category,
            [score.category, score.categoryLabel?.[language]].filter(Boolean).join(' – '),
            true,
          ] as const,
        ]),
    [facts.period, period === null ? '–' : periodText(period.start, period.end, wordsOf(language))],
    ...(instrument === null
      ? []
      : [[facts.instrument, `${instrument.title[language]}, ${words.version(instrument.version)}`] as const]),
    [facts.sealedAt, moment(result.sealedAt, timeZone, wordsOf(language)).text],
    [facts.seal, result.isSealIntact ? words.sealIntact : words.sealBroken],
    [facts.recomputation, words.recomputation[result.recomputation]],
    ...(code === null ? [] : [[facts.code, printVerificationCode(code)] as const]),
  ];
}
