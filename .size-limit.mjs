// What must arrive before the first answer can be given, as Vite's manifest tells it: the entry, the visit's route, and
// everything these import statically. Lists no file by hand, so a chunk cannot slip out of the budget by a new name.
import { readFileSync } from 'node:fs';

const folder = 'dist/app';
const visitRoute = /^src\/client\/features\/visit\//;

const manifest = JSON.parse(readFileSync(`${folder}/.vite/manifest.json`, 'utf8'));

function withStaticImports(keys, reached = new Set()) {
  for (const key of keys) {
    if (reached.has(key)) continue;
    reached.add(key);
    withStaticImports(manifest[key].imports ?? [], reached);
  }
  return reached;
}

const shell = withStaticImports(['index.html']);
const routes = [...shell].flatMap((key) => manifest[key].dynamicImports ?? []).filter((key) => visitRoute.test(key));
if (routes.length === 0)
  throw new Error('No route chunk of src/client/features/visit found: is it still loaded lazily?');
const needed = withStaticImports(routes, shell);
const files = new Set([...needed].flatMap((key) => [manifest[key].file, ...(manifest[key].css ?? [])]));

export default [
  {
    name: 'JS and CSS until the first answer',
    path: [...files].filter((file) => /\.(js|css)$/.test(file)).map((file) => `${folder}/${file}`),
    limit: '60 kB',
    brotli: true,
  },
];
