const key = 'songhua.device-owner';

/** Who signed in last on this device, and is still signed in as far as it knows: nobody else goes on without a connection. */
export const deviceOwner = (): string | null => localStorage.getItem(key);

export function noteDeviceOwner(id: string | null): void {
  if (id === null) localStorage.removeItem(key);
  else if (deviceOwner() !== id) localStorage.setItem(key, id);
}
