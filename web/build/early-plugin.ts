import type { HtmlTagDescriptor, Plugin } from 'vite';

const entry = 'early';

/** Puts the early script into the page as a file of its own that waits for nothing; another script of the page would be built into the same file. */
export function earlyPlugin(): Plugin {
  return {
    name: 'songhua-early',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) => {
        const chunks = Object.values(bundle ?? {}).filter((one) => one.type === 'chunk');
        const built = chunks.find((one) => one.isEntry && one.name === entry);
        const head = (tag: string, attrs: Record<string, string | true>): HtmlTagDescriptor => ({
          tag,
          attrs: Object.fromEntries(Object.entries(attrs)),
          injectTo: 'head-prepend',
        });
        const src = built ? `/${built.fileName}` : `/${entry}.ts`;
        return [
          head('script', { type: 'module', async: true, crossorigin: true, src }),
          ...(built?.imports ?? []).map((one) => head('link', { rel: 'modulepreload', crossorigin: true, href: `/${one}` })),
        ];
      },
    },
  };
}
