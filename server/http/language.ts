import type { Language } from '@songhua/kernel';
import type { FastifyRequest } from 'fastify';

/** The language a request asks for: `lang=` first (links to files), then Accept-Language; Chinese when neither says. */
export function languageOf(request: Pick<FastifyRequest, 'headers' | 'query'>): Language {
  // A request refused for its address has no parsed query.
  const { lang } = (request.query ?? {}) as { lang?: unknown };
  if (lang === 'zh' || lang === 'en') return lang;
  const wanted = (request.headers['accept-language'] ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().split(';');
      const q = Number(
        params
          .find((param) => param.trim().startsWith('q='))
          ?.trim()
          .slice(2) ?? 1,
      );
      return { tag: tag.toLowerCase(), q };
    })
    .sort((a, b) => b.q - a.q)
    .find(({ tag }) => tag.startsWith('zh') || tag.startsWith('en'));
  return wanted?.tag.startsWith('en') ? 'en' : 'zh';
}
