import { usePost } from './use-write.ts';

/** Goes to the app in a page of its own, which knows nothing of this one; in this one where the browser allows no other. */
function goTo(url: string, other: Window | null): void {
  if (other) {
    other.opener = null;
    other.location.href = url;
  } else window.location.assign(url);
}

/** Opens a connected app with somebody in view (`Patient/…`). False when it was refused, which is said. */
export function useLaunch() {
  const { busy, post } = usePost();
  const launch = async (app: string, patient: string | null): Promise<boolean> => {
    // Opened at once: after an answer the browser would take it for a page that nobody asked for.
    const other = window.open('', '_blank');
    const answer = await post<{ url: string }>(`/api/administration/clients/${app}/launch`, { patient });
    if (answer) goTo(answer.url, other);
    else other?.close();
    return answer !== null;
  };
  return { busy, launch };
}
