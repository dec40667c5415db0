import { ApiProblem } from '@songhua/ui/api.ts';
import type { Language } from '@songhua/ui/text.ts';
import type { FileResult } from '../contract.ts';

const lost = {
  zh: '文件没有传到服务器，请检查网络后重试。',
  en: 'The file did not reach the server; check the network and try again.',
};

/** Has a file looked through, or taken. Throws an ApiProblem. */
export async function sendFile(form: string, file: File, take: boolean, language: Language): Promise<FileResult> {
  const answer = await fetch(`/api/surveillance/forms/${form}/file?take=${take}`, {
    ...{ method: 'POST', credentials: 'same-origin', body: file },
    headers: { 'content-type': 'application/octet-stream', 'accept-language': language, 'x-songhua': '1' },
  }).catch(() => null);
  const body: unknown = await answer?.json().catch(() => null);
  if (answer?.ok && body) return body as FileResult;
  const { code, texts, errors } = (body ?? {}) as Partial<ApiProblem>;
  throw new ApiProblem({
    ...{ status: answer?.status ?? 0, code: code ?? 'kernel.unreachable', texts: texts ?? lost, errors: errors ?? [] },
  });
}
