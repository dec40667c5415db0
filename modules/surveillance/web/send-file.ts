import { ApiProblem } from '@songhua/ui/api.ts';
import type { Language } from '@songhua/ui/text.ts';

const lost = {
  zh: '文件没有传到服务器，请检查网络后重试。',
  en: 'The file did not reach the server; check the network and try again.',
};

/** Has a file looked through, or taken, by an address that does so. Throws an ApiProblem. */
export async function sendFile<T>(path: string, file: File, language: Language): Promise<T> {
  const answer = await fetch(path, {
    ...{ method: 'POST', credentials: 'same-origin', body: file },
    headers: { 'content-type': 'application/octet-stream', 'accept-language': language, 'x-songhua': '1' },
  }).catch(() => null);
  const body: unknown = await answer?.json().catch(() => null);
  if (answer?.ok && body) return body as T;
  const { code, texts, errors } = (body ?? {}) as Partial<ApiProblem>;
  throw new ApiProblem({
    ...{ status: answer?.status ?? 0, code: code ?? 'kernel.unreachable', texts: texts ?? lost, errors: errors ?? [] },
  });
}
