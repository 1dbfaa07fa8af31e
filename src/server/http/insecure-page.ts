import { html } from 'hono/html';

/** Shown to a browser that came over plain HTTP; it has no style or script because nothing may be loaded. */
export function insecurePage(host: string) {
  return html`<!doctype html>
<html lang="id">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Tilik: perlu HTTPS</title></head>
<body>
<main>
<h1>Tilik hanya dapat dibuka lewat HTTPS</h1>
<p>Alamat <code>http://${host}</code> tidak terenkripsi. Peramban tidak mengizinkan pemasangan aplikasi, kerja tanpa jaringan, kamera, dan enkripsi di alamat seperti ini, dan kata sandi Anda dapat terbaca di perjalanan.</p>
<p>Untuk pengelola peladen, pilih salah satu:</p>
<ol>
<li>Beri Tilik sertifikat sendiri: <code>TILIK_TLS_CERT=/jalur/sertifikat.pem TILIK_TLS_KEY=/jalur/kunci.pem npm start</code></li>
<li>Letakkan di belakang proksi yang memiliki sertifikat (Caddy, nginx) dan mengirim <code>X-Forwarded-Proto: https</code>, lalu jalankan dengan <code>TILIK_TRUST_PROXY=1</code></li>
<li>Untuk mencoba di komputer ini saja, buka <code>http://localhost</code> dengan porta yang sama</li>
</ol>
</main>
<main lang="en">
<h1>Tilik opens over HTTPS only</h1>
<p><code>http://${host}</code> is not encrypted. Browsers allow neither installing, working offline, camera nor encryption at such an address, and your password could be read on the way.</p>
<p>For the person who runs the server, one of:</p>
<ol>
<li>Give Tilik its own certificate: <code>TILIK_TLS_CERT=/path/certificate.pem TILIK_TLS_KEY=/path/key.pem npm start</code></li>
<li>Put it behind a proxy that has a certificate (Caddy, nginx) and sends <code>X-Forwarded-Proto: https</code>, and start with <code>TILIK_TRUST_PROXY=1</code></li>
<li>To try it on this computer only, open <code>http://localhost</code> with the same port</li>
</ol>
</main>
</body>
</html>`;
}
