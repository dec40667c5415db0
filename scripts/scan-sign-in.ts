/** Signs in as a browser does, redirect by redirect, and gives the cookies it ends with. Throws with the step that went wrong. */
export async function signInAt(base: string, username: string, password: string): Promise<string> {
  const cookies = new Map<string, string>();
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(path, base), { ...init, redirect: 'manual', headers: { ...init.headers, cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  };
  const next = (answer: Response): string => {
    const location = answer.headers.get('location');
    if (!location) throw new Error(`sign-in stopped at ${answer.url} with ${answer.status}`);
    return location;
  };
  const form = next(await ask(next(await ask('/session/start'))));
  const typed = await ask(form, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-songhua': '1' },
    body: JSON.stringify({ username, password }),
  });
  const { returnTo } = (await typed.json()) as { readonly returnTo?: string };
  if (!returnTo) throw new Error(`sign-in of ${username} was refused with ${typed.status}`);
  const callback = await ask(next(await ask(returnTo)));
  if (callback.status !== 302) throw new Error(`sign-in of ${username} ended with ${callback.status}`);
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}
