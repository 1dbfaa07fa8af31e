import type { Plugin } from 'vite';

/**
 * One chunk for everything the first page needs. Left alone the bundler cuts the shell along the lines of what later parts
 * share with it: a dozen small files that compress worse and each cost a request.
 */
export function shellChunk(): Plugin {
  const shell = new Set<string>();
  return {
    name: 'shell-chunk',
    apply: 'build',
    config: () => ({
      build: {
        rolldownOptions: {
          output: { codeSplitting: { groups: [{ name: 'shell', test: (id: string) => shell.has(id), minSize: 0 }] } },
        },
      },
    }),
    buildEnd() {
      const open = [...this.getModuleIds()].filter((id) => this.getModuleInfo(id)?.isEntry);
      for (let id = open.pop(); id !== undefined; id = open.pop()) {
        if (shell.has(id)) continue;
        shell.add(id);
        open.push(...(this.getModuleInfo(id)?.importedIds ?? []));
      }
    },
  };
}
