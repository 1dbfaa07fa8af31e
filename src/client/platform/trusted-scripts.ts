interface Policies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown;
}

declare global {
  interface Window {
    /** Not in the browsers that have no trusted types, and not in TypeScript's list. */
    readonly trustedTypes?: Policies;
  }
}

const ownScript = /^\/(service-worker\.js|assets\/[\w.-]+\.js)$/;

/** The url, where it is that of a script of this build. */
export function ownScriptUrl(url: string, base: string): string {
  const { origin, pathname, search, hash } = new URL(url, base);
  if (origin === new URL(base).origin && ownScript.test(pathname) && search === '' && hash === '') return url;
  throw new TypeError(`${url} is no script of this app.`);
}

let isGuarding = false;

/**
 * The server's policy asks for trusted types: a text becomes neither markup nor a script, wherever it came from. This lets the
 * two workers of the build through and nothing else.
 */
export function guardScripts(): void {
  if (isGuarding) return;
  isGuarding = true;
  window.trustedTypes?.createPolicy('default', { createScriptURL: (url) => ownScriptUrl(url, location.href) });
}
