// Started in the scratch folder that holds express-pouchdb: node pouch-server.cjs PORT
const { createRequire } = require('node:module');
const from = createRequire(`${process.cwd()}/`);
const express = from('express');
const PouchDB = from('pouchdb');
const Kept = PouchDB.defaults({ prefix: `${process.cwd()}/data/` });
const app = express();
app.use(
  '/db',
  from('express-pouchdb')(Kept, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: '/dev/null' }),
);
new Kept('audit').info().then(() => app.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('listening')));
