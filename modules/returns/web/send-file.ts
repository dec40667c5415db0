import { ApiProblem, address, type QueryValue } from '@songhua/ui/api.ts';
import type { Language } from '@songhua/ui/text.ts';

const lost = {
  zh: '文件没有传到服务器。请检查网络后重试。',
  en: 'The file did not reach the server. Check the network and try again.',
};

/** Sends a file as it is and tells how much of it has gone, from 0 to 1; resolves with the answer or throws an ApiProblem. */
export function sendFile<T>(
  path: string,
  query: Readonly<Record<string, QueryValue>>,
  file: File,
  language: Language,
  told: (share: number) => void,
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const request = new XMLHttpRequest();
  request.open('POST', address(path, query));
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.setRequestHeader('accept-language', language);
  request.setRequestHeader('x-songhua', '1');
  request.responseType = 'json';
  request.upload.onprogress = ({ loaded, total }) => told(total > 0 ? loaded / total : 0);
  request.onerror = () => reject(new ApiProblem({ status: 0, code: 'kernel.unreachable', texts: lost }));
  request.onload = () => {
    const body: unknown = request.response;
    if (request.status >= 200 && request.status < 300) return resolve(body as T);
    const { code, texts, errors } = (body ?? {}) as Partial<ApiProblem>;
    reject(
      new ApiProblem({ status: request.status, code: code ?? 'kernel.unexpected', texts: texts ?? lost, errors: errors ?? [] }),
    );
  };
  request.send(file);
  return promise;
}
