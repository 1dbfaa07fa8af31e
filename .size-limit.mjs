// What must arrive before the first answer can be given, as Vite's manifest tells it: the entry, the visit's route
// where that is a chunk of its own, and everything these import statically. Lists no file by hand, so a chunk cannot slip out of the budget by a new name.
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

function filesOf(keys) {
  return [...new Set([...keys].flatMap((key) => [manifest[key].file, ...(manifest[key].css ?? [])]))]
    .filter((file) => /\.(js|css)$/.test(file))
    .map((file) => `${folder}/${file}`);
}

/** The mark is set when the form can be answered: where it is missing, so is the form. */
const hasForm = (files) => files.some((file) => readFileSync(file, 'utf8').includes('visit-answerable'));

const shell = withStaticImports(['index.html']);
let files = filesOf(shell);
if (!hasForm(files)) {
  const routes = [...shell].flatMap((key) => manifest[key].dynamicImports ?? []).filter((key) => visitRoute.test(key));
  files = filesOf(withStaticImports(routes, shell));
}
if (!hasForm(files))
  throw new Error('The form is not in the files counted here; how is the screen of the visit loaded?');

export default [
  {
    name: 'JS and CSS until the first answer',
    path: files,
    limit: '60 kB',
    brotli: true,
  },
];
