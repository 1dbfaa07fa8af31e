// Keeps its data in the current folder: node pouch-server.cjs PORT FOLDER-WITH-THE-PACKAGES
const { createRequire } = require('node:module');
const from = createRequire(`${process.argv[3]}/`);
const express = from('express');
const PouchDB = from('pouchdb');
const Kept = PouchDB.defaults({ prefix: `${process.cwd()}/data/` });
const app = express();
app.use(
  '/db',
  from('express-pouchdb')(Kept, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: '/dev/null' }),
);
require('node:fs').mkdirSync(`${process.cwd()}/data`, { recursive: true });
new Kept('audit').info().then(() => app.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('listening')));
