import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';
import { isHttps } from './secure-transport.ts';

/** Nothing inline, nothing from elsewhere. `wasm-unsafe-eval` lets the QR reader compile its WebAssembly, and no more. */
const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'blob:', 'data:'],
    mediaSrc: ["'self'", 'blob:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    workerSrc: ["'self'"],
    manifestSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
    // A text becomes neither markup nor a script; the one policy lets the app's own workers through (trusted-scripts.ts).
    requireTrustedTypesFor: ["'script'"],
    trustedTypes: ['default'],
  },
  permissionsPolicy: {
    camera: ['self'],
    geolocation: ['self'],
    microphone: [],
    payment: [],
    usb: [],
    displayCapture: [],
    accelerometer: [],
    bluetooth: [],
    gyroscope: [],
    hid: [],
    magnetometer: [],
    midi: [],
    serial: [],
  },
  crossOriginOpenerPolicy: 'same-origin',
  crossOriginResourcePolicy: 'same-origin',
  referrerPolicy: 'no-referrer',
  xFrameOptions: 'DENY',
  strictTransportSecurity: false,
  // A route that already set a stricter policy (a photo's) keeps it.
  overwrite: false,
});

export const securityHeaders: MiddlewareHandler = createMiddleware(async (c, next) => {
  await headers(c, next);
  if (isHttps(c)) c.res.headers.set('strict-transport-security', 'max-age=31536000');
});
