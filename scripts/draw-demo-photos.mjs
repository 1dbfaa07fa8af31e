// Draws the demonstration's evidence photos, once, by hand: `node scripts/draw-demo-photos.mjs`. They are drawings, and say
// so; the server has no image library, and a demonstration must not show a real office.
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const width = 960;
const height = 720;
const rect = (x, y, w, h, fill, more = '') =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" ${more}/>`;
const text = (x, y, size, fill, words, more = '') =>
  `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}" text-anchor="middle" ${more}>${words}</text>`;
const lines = (x, y, w, count, gap, fill = '#9aa7b5') =>
  Array.from({ length: count }, (_, at) => rect(x, y + at * gap, w * (at % 3 === 2 ? 0.7 : 1), 7, fill, 'rx="3"')).join(
    '',
  );
const shadow = (x, y, w) => `<ellipse cx="${x}" cy="${y}" rx="${w}" ry="${w / 9}" fill="#000" opacity=".16"/>`;
const room = (wall, floor) =>
  `${rect(0, 0, 960, 500, wall)}${rect(0, 500, 960, 220, floor)}${rect(0, 492, 960, 10, '#0002')}` +
  `<polygon points="0,0 960,0 960,90 0,30" fill="#fff" opacity=".18"/>` +
  Array.from(
    { length: 9 },
    (_, at) =>
      `<line x1="${at * 120}" y1="500" x2="${(at - 4) * 260 + 480}" y2="720" stroke="#0001" stroke-width="3"/>`,
  ).join('');
const person = (x, y, shirt, scale = 1) =>
  `<g transform="translate(${x} ${y}) scale(${scale})"><circle cx="0" cy="-86" r="26" fill="#a9764f"/><path d="M-26,-92a26,26 0 0 1 52,0q-26,-14 -52,0" fill="#2b2320"/><path d="M-48,40v-60q0,-38 48,-38t48,38v60z" fill="${shirt}"/></g>`;
const chair = (x, y, colour) =>
  `<g transform="translate(${x} ${y})">${shadow(0, 78, 46)}${rect(-42, -70, 84, 76, colour, 'rx="14"')}${rect(-46, 6, 92, 20, colour, 'rx="9" style="filter:brightness(.8)"')}${rect(-38, 26, 7, 52, '#55606b')}${rect(31, 26, 7, 52, '#55606b')}</g>`;
const board = (x, y, w, h, head, colour) =>
  `${rect(x + 8, y + 10, w, h, '#0003', 'rx="8"')}${rect(x, y, w, h, '#fdfdfb', 'rx="8"')}${rect(x, y, w, 62, colour, 'rx="8"')}${rect(x, y + 40, w, 22, colour)}${text(x + w / 2, y + 42, 28, '#fff', head, 'font-weight="700"')}`;
const wheelchair = (x, y, scale, colour) =>
  `<g transform="translate(${x} ${y}) scale(${scale})" fill="none" stroke="${colour}" stroke-width="9" stroke-linecap="round" stroke-linejoin="round"><circle cx="-6" cy="-64" r="9" fill="${colour}"/><path d="M-6,-46v40h40l16,36h12"/><path d="M-6,-28h30"/><path d="M-22,-14a34,34 0 1 0 44,44"/></g>`;

const scenes = {
  'name-board': () =>
    `${rect(0, 0, 960, 400, '#bfe0f5')}<circle cx="820" cy="90" r="46" fill="#fff3c4"/>${rect(0, 400, 960, 320, '#8fb573')}${rect(120, 130, 720, 330, '#efe7d8')}<polygon points="80,140 480,40 880,140" fill="#a4553d"/>` +
    `${rect(0, 520, 960, 200, '#b8b3ab')}${[170, 300, 590, 720].map((x) => rect(x, 250, 80, 110, '#7fa6bf', 'stroke="#fff" stroke-width="8"')).join('')}${rect(425, 260, 110, 200, '#5b4636')}` +
    `${rect(170, 150, 620, 76, '#12406b', 'rx="6"')}${text(480, 182, 21, '#fff', 'DINAS PENANAMAN MODAL DAN', 'font-weight="700"')}${text(480, 211, 21, '#fff', 'PELAYANAN TERPADU SATU PINTU', 'font-weight="700"')}` +
    `<path d="M60,520v-150" stroke="#777" stroke-width="8"/>${rect(62, 372, 90, 30, '#c8102e')}${rect(62, 402, 90, 30, '#fff')}`,
  'service-standard': () =>
    `${room('#dfe7ea', '#c9bfae')}${board(110, 70, 740, 470, 'STANDAR PELAYANAN', '#12406b')}` +
    ['Persyaratan', 'Prosedur', 'Jangka waktu', 'Biaya/tarif', 'Produk layanan', 'Pengaduan']
      .map((word, at) => {
        const [x, y] = [150 + (at % 2) * 350, 160 + Math.floor(at / 2) * 122];
        return `${rect(x, y, 310, 104, '#eef4f8', 'rx="6"')}<text x="${x + 14}" y="${y + 30}" font-size="21" font-weight="700" fill="#12406b">${at + 1}. ${word}</text>${lines(x + 14, y + 46, 270, 3, 18)}`;
      })
      .join(''),
  'waiting-room': () =>
    `${room('#e9e3d6', '#b9a98f')}${rect(90, 80, 250, 160, '#6fa8cf', 'stroke="#fff" stroke-width="12"')}<path d="M215,80v160M90,160h250" stroke="#fff" stroke-width="8"/>` +
    `${rect(560, 70, 300, 150, '#1c2733', 'rx="8"')}${text(710, 122, 26, '#9fd3ff', 'NOMOR ANTREAN')}${text(710, 190, 62, '#ffd34d', 'B 017', 'font-weight="700"')}` +
    [180, 300, 420, 540, 660, 780].map((x) => chair(x, 420, '#2f6f8f')).join('') +
    [240, 360, 480].map((x) => chair(x, 570, '#2f6f8f')).join('') +
    [640, 760].map((x) => chair(x, 570, '#c8812f')).join('') +
    `${rect(590, 462, 220, 34, '#fff', 'rx="6"')}${text(700, 486, 20, '#8a4b00', 'KURSI PRIORITAS', 'font-weight="700"')}${person(300, 420, '#7a4b8c', 0.9)}${person(540, 420, '#3c7d5b', 0.9)}`,
  counter: () =>
    `${room('#e4ebee', '#bcae98')}${rect(60, 60, 840, 66, '#12406b', 'rx="6"')}${text(480, 104, 30, '#fff', 'LOKET PELAYANAN PERIZINAN', 'font-weight="700"')}` +
    [200, 480, 760]
      .map(
        (x, at) =>
          `${rect(x - 60, 150, 120, 50, '#ffd34d', 'rx="6"')}${text(x, 186, 34, '#333', String(at + 1), 'font-weight="700"')}${person(x, 390, ['#5c6b3a', '#5c6b3a', '#8a6d3b'][at])}`,
      )
      .join('') +
    `${rect(40, 400, 880, 170, '#8c6239', 'rx="8"')}${rect(30, 386, 900, 28, '#b98a56', 'rx="8"')}` +
    [200, 480, 760]
      .map(
        (x) => `${rect(x + 40, 340, 74, 48, '#2b2f36', 'rx="4"')}${rect(x - 110, 420, 220, 130, '#a5744a', 'rx="6"')}`,
      )
      .join('') +
    `${rect(610, 450, 300, 40, '#fff', 'rx="6"')}${text(760, 478, 20, '#8a4b00', 'LANSIA · DIFABEL · IBU HAMIL', 'font-weight="700"')}`,
  ramp: () =>
    `${rect(0, 0, 960, 420, '#d9d4c8')}${rect(0, 420, 960, 300, '#a9a49b')}${rect(600, 110, 250, 330, '#7fa6bf', 'stroke="#fff" stroke-width="14"')}<path d="M725,110v330" stroke="#fff" stroke-width="10"/>` +
    `<polygon points="60,640 560,440 860,440 860,520 560,520 160,700" fill="#8c8a86"/><polygon points="60,640 560,440 560,520 160,700" fill="#a19e98"/>` +
    `<path d="M60,540L560,340H600" fill="none" stroke="#5a6670" stroke-width="12"/><path d="M60,580L560,380H600" fill="none" stroke="#5a6670" stroke-width="8"/>` +
    [60, 226, 392, 560]
      .map((x, at) => `<path d="M${x},${540 - at * 66.6}v100" stroke="#5a6670" stroke-width="10"/>`)
      .join('') +
    `<path d="M120,665L560,490" stroke="#e8c33c" stroke-width="16" stroke-dasharray="26 9"/>${rect(100, 120, 190, 190, '#1f5fa8', 'rx="16"')}${wheelchair(190, 235, 1.5, '#fff')}`,
  toilet: () =>
    `${rect(0, 0, 960, 720, '#dce6e4')}${Array.from({ length: 12 }, (_, at) => `<path d="M${at * 80},0v720M0,${at * 80}h960" stroke="#fff" stroke-width="4"/>`).join('')}${rect(0, 620, 960, 100, '#9aa8a5')}` +
    [150, 410, 670]
      .map(
        (x) =>
          `${rect(x, 190, 190, 440, '#b58a5e', 'stroke="#7b5a38" stroke-width="10"')}<circle cx="${x + 165}" cy="420" r="9" fill="#ddd"/>`,
      )
      .join('') +
    [
      ['PRIA', 245],
      ['WANITA', 505],
    ]
      .map(
        ([word, x]) =>
          `${rect(x - 62, 90, 124, 70, '#1f5fa8', 'rx="8"')}${text(x, 136, 28, '#fff', word, 'font-weight="700"')}`,
      )
      .join('') +
    `${rect(700, 60, 130, 110, '#1f5fa8', 'rx="8"')}${wheelchair(762, 132, 0.85, '#fff')}<path d="M690,430h60" stroke="#ccd" stroke-width="12"/>${rect(30, 400, 84, 110, '#fff', 'rx="4" stroke="#889"')}${lines(40, 418, 62, 5, 17)}`,
  'complaint-desk': () =>
    `${room('#e6e1ea', '#b7a98f')}${rect(150, 60, 660, 70, '#8a1f3c', 'rx="8"')}${text(480, 107, 34, '#fff', 'LAYANAN PENGADUAN', 'font-weight="700"')}` +
    `${board(90, 170, 250, 200, 'SP4N-LAPOR!', '#c8102e')}${lines(110, 250, 210, 5, 22)}${board(640, 170, 240, 200, 'ALUR', '#12406b')}${[0, 1, 2].map((at) => `${rect(665, 246 + at * 40, 190, 28, '#dbe8f2', 'rx="6"')}`).join('')}` +
    `${person(480, 430, '#5c6b3a', 1.15)}${rect(230, 450, 500, 150, '#8c6239', 'rx="8"')}${rect(215, 436, 530, 26, '#b98a56', 'rx="8"')}${rect(270, 340, 100, 100, '#f2c14e', 'rx="6"')}${text(320, 384, 17, '#333', 'KOTAK', 'font-weight="700"')}${text(320, 408, 17, '#333', 'SARAN', 'font-weight="700"')}${rect(600, 396, 80, 40, '#fff', 'rx="3" transform="rotate(-8 640 416)"')}`,
  charter: () =>
    `${room('#e9e4da', '#b7a98f')}${rect(228, 48, 520, 500, '#0003')}${rect(220, 40, 520, 500, '#7b5a38')}${rect(238, 58, 484, 464, '#fffdf4')}` +
    `<circle cx="480" cy="112" r="34" fill="none" stroke="#b8912f" stroke-width="7"/><circle cx="480" cy="112" r="20" fill="#b8912f"/>${text(480, 192, 36, '#12406b', 'MAKLUMAT PELAYANAN', 'font-weight="700"')}` +
    `${text(480, 240, 20, '#333', '“Dengan ini kami menyatakan sanggup')}${text(480, 270, 20, '#333', 'menyelenggarakan pelayanan sesuai standar')}${text(480, 300, 20, '#333', 'yang telah ditetapkan …”')}${lines(300, 330, 360, 4, 24)}` +
    `${text(610, 450, 17, '#333', 'Kepala Dinas')}<path d="M560,484q20,-34 34,-6t30,-12t40,4" fill="none" stroke="#1f3f8a" stroke-width="4"/>`,
  document: () =>
    `${rect(0, 0, 960, 720, '#8a6a4a')}${Array.from({ length: 14 }, (_, at) => rect(0, at * 54, 960, 3, '#0001')).join('')}${rect(212, 42, 520, 650, '#0004', 'transform="rotate(-3 470 360)"')}` +
    `<g transform="rotate(-3 470 360)">${rect(200, 30, 520, 650, '#fcfbf6')}<circle cx="460" cy="86" r="26" fill="none" stroke="#333" stroke-width="5"/>${text(460, 146, 24, '#222', 'KEPUTUSAN KEPALA DINAS', 'font-weight="700"')}${text(460, 176, 18, '#222', 'NOMOR 067/… TAHUN …')}${text(460, 214, 18, '#222', 'TENTANG STANDAR PELAYANAN')}${lines(250, 246, 420, 15, 22)}<circle cx="600" cy="620" r="44" fill="none" stroke="#4b4fa8" stroke-width="6" opacity=".7"/><path d="M540,640q22,-46 44,-8t50,-20" fill="none" stroke="#1f3f8a" stroke-width="5"/></g>`,
  website: () =>
    `${rect(0, 0, 960, 720, '#59636e')}${rect(90, 60, 780, 520, '#20262d', 'rx="20"')}${rect(114, 84, 732, 472, '#fff')}${rect(114, 84, 732, 56, '#12406b')}<text x="140" y="121" font-size="24" fill="#fff" font-weight="700">DPMPTSP · Layanan Perizinan</text>` +
    [0, 1, 2]
      .map(
        (at) =>
          `${rect(140 + at * 236, 164, 210, 120, ['#dbe8f2', '#e4efdc', '#f5ead4'][at], 'rx="8"')}${text(245 + at * 236, 232, 22, '#333', ['Persyaratan', 'Waktu & biaya', 'Pengaduan'][at], 'font-weight="700"')}`,
      )
      .join('') +
    `${lines(140, 316, 660, 9, 26)}${rect(400, 580, 160, 60, '#3a424b')}${rect(320, 636, 320, 22, '#2b3138', 'rx="8"')}`,
  'name-tag': () =>
    `${rect(0, 0, 960, 720, '#d5dcd8')}<path d="M180,720V470q0,-150 300,-150t300,150v250z" fill="#5c6b3a"/><path d="M400,330l80,110 80,-110z" fill="#f3efe6"/><circle cx="480" cy="210" r="118" fill="#a9764f"/><path d="M362,190a118,118 0 0 1 236,0q-118,-66 -236,0" fill="#2b2320"/>` +
    `${rect(560, 480, 170, 60, '#1c2733', 'rx="6"')}${text(645, 518, 22, '#fff', 'PETUGAS')}<path d="M430,400L410,560M530,400L500,560" stroke="#12406b" stroke-width="12"/>${rect(370, 560, 170, 120, '#fff', 'rx="10"')}${rect(386, 578, 54, 70, '#9fb7c9')}${lines(452, 586, 74, 4, 18)}`,
  'vision-mission': () =>
    `${room('#e2e8dd', '#bcae98')}${board(130, 60, 340, 440, 'VISI &amp; MISI', '#2d6a4f')}${lines(160, 150, 280, 14, 24)}${board(510, 60, 320, 190, 'MOTTO', '#b5651d')}${text(670, 180, 28, '#333', '“Cepat, Mudah,')}${text(670, 216, 28, '#333', 'Transparan”')}${rect(520, 300, 300, 200, '#8c6239', 'rx="6"')}` +
    [540, 615, 690, 765]
      .map(
        (x, at) =>
          `${rect(x - 10, 318, 58, 84, ['#dbe8f2', '#f5d9a8', '#d8e9c9', '#f2c9c9'][at], 'rx="3"')}${lines(x - 2, 336, 40, 3, 16)}`,
      )
      .join(''),
};

const stamp =
  `<g transform="rotate(-24 480 380)" opacity=".34">${text(480, 410, 118, '#8a1f3c', 'ILUSTRASI', 'font-weight="700" letter-spacing="10"')}</g>` +
  `${rect(0, 664, 960, 56, '#000', 'opacity=".62"')}${text(480, 701, 26, '#fff', 'ILUSTRASI – gambar contoh, bukan foto kantor sebenarnya')}`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
});
const page = await browser.newPage({ viewport: { width, height } });
for (const [name, draw] of Object.entries(scenes)) {
  await page.setContent(
    `<body style="margin:0"><svg xmlns="http://www.w3.org/2000/svg" width="960" height="720" font-family="Liberation Sans, Arial, sans-serif">` +
      `<defs><radialGradient id="light"><stop offset=".55" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".28"/></radialGradient></defs>` +
      `${draw()}${rect(0, 0, 960, 720, 'url(#light)')}${stamp}</svg>`,
  );
  const path = fileURLToPath(new URL(`../src/server/demo/photos/${name}.jpg`, import.meta.url));
  await page.screenshot({ path, type: 'jpeg', quality: 72 });
}
await browser.close();
