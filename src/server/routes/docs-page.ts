import { html } from 'hono/html';
import { problems } from '#protocol/problems.ts';
import { advice, titles } from '../http/problem-words.ts';
import { accessText, problemsOf } from './open-api.ts';
import type { ResponseBody, RouteDescription } from './route-description.ts';

type Schemas = Readonly<Record<string, unknown>>;

/** The API document for reading: plain HTML, so that it works without a script and under the strict policy. */
export function docsPage(table: readonly RouteDescription[], schemas: Schemas) {
  const groups = [...Map.groupBy(table, ({ group }) => group)];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tilik API</title>
<link rel="icon" href="/icons/favicon.svg">
<link rel="stylesheet" href="/api/docs/style.css">
</head>
<body>
<header>
<h1>Tilik API</h1>
<p>The same schemas parse the requests, so this page cannot fall behind. For programs: <a href="/api/openapi.json">OpenAPI 3.1</a>.</p>
<p>Sign in with <a href="#post-api-session"><code>POST /api/session</code></a>; the session travels in a cookie. Send <code>tilik-protocol: 1</code> and, with a body, <code>content-type: application/json</code>. Every failure is <code>application/problem+json</code> with a <a href="#problems">code</a>.</p>
<nav aria-label="Groups"><ul>${groups.map(([group]) => html`<li><a href="#${slug(group)}">${group}</a></li>`)}<li><a href="#problems">Problems</a></li><li><a href="#schemas">Schemas</a></li></ul></nav>
</header>
<main>
${groups.map(([group, routes]) => html`<section aria-labelledby="${slug(group)}"><h2 id="${slug(group)}">${group}</h2>${routes.map(article)}</section>`)}
<section aria-labelledby="problems"><h2 id="problems">Problems</h2>
<div class="scroll" role="region" aria-label="Table of problems" tabindex="0"><table>
<thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">Meaning</th><th scope="col">Try again</th></tr></thead>
<tbody>${Object.entries(problems).map(([code, { status, retry }]) => problemRow(code as keyof typeof problems, status, retry))}</tbody>
</table></div></section>
<section aria-labelledby="schemas"><h2 id="schemas">Schemas</h2>
${Object.entries(schemas).map(
  ([name, schema]) =>
    html`<details id="schema-${name}"><summary><code>${name}</code></summary><pre tabindex="0">${JSON.stringify(schema, null, 2)}</pre></details>`,
)}
</section>
</main>
</body>
</html>`;
}

function article(route: RouteDescription) {
  const { method, path, summary, more, access, request, response, query } = route;
  const id = `${method.toLowerCase()}-${slug(path)}`;
  return html`<article aria-labelledby="${id}">
<h3 id="${id}"><span class="method ${method.toLowerCase()}">${method}</span> <code>${path}</code></h3>
<p>${withCode(summary)}.</p>
${more === undefined ? '' : html`<p>${withCode(more)}</p>`}
<dl>
<dt>Access</dt><dd>${accessText(access)}</dd>
${query === undefined ? '' : html`<dt>Query</dt><dd>${Object.keys(Object(query.schema._zod.def).shape ?? {}).map((name) => html`<code>${name}</code> `)}</dd>`}
${request === undefined ? '' : html`<dt>Request</dt><dd>${bodyText(request)}</dd>`}
<dt>Answer</dt><dd>${route.status ?? 200} ${bodyText(response)}</dd>
<dt>Problems</dt><dd>${problemsOf(route).map((code) => html`<a href="#problem-${code}"><code>${code}</code></a> `)}</dd>
</dl>
</article>`;
}

/** Words between backticks are code. */
function withCode(text: string) {
  return text.split('`').map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part));
}

function bodyText(body: ResponseBody) {
  if ('schema' in body) return html`<a href="#schema-${body.name}"><code>${body.name}</code></a>`;
  return html`${body.what}${body.mime.map((mime) => html` <code>${mime}</code>`)}`;
}

function problemRow(code: keyof typeof problems, status: number, retry: string) {
  const tip = advice[code];
  return html`<tr id="problem-${code}"><td><code>${code}</code></td><td>${status}</td><td>${titles[code]}.${tip === undefined ? '' : ` ${tip}`}</td><td>${retry}</td></tr>`;
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
