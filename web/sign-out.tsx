import { ApiProblem, request } from '@songhua/ui/api.ts';
import type { OnDevice } from '@songhua/ui/page-route.ts';
import { useSession } from '@songhua/ui/session.ts';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { describe } from './describe.ts';
import { noteDeviceOwner } from './device-owner.ts';
import { devices } from './modules.ts';

type Typed = 'send' | 'keep' | 'drop';

/** The code of what keeps something on this device; null: the server has another build by now, and the page must be loaded anew. */
const loadDevices = (): Promise<OnDevice[] | null> => Promise.all(devices.map((device) => device())).catch(() => null);

/** How much of what this account typed waits on this device. A device that cannot be read keeps nothing. */
async function unsent(loaded: readonly OnDevice[], owner: string): Promise<number> {
  const counts = await Promise.all(loaded.map((device) => device.unsent(owner))).catch(() => []);
  return counts.reduce((sum, one) => sum + one, 0);
}

/** Signing out: what somebody typed without a connection is not lost without their word, and what they were told is wiped. */
export function useSignOut() {
  const { t } = useTranslation('web');
  const text = useText();
  const language = useLanguage();
  const owner = useSession().actor.id;
  const { message } = App.useApp();
  const [left, setLeft] = useState(0);
  const [busy, setBusy] = useState(false);

  const leave = async (typed: Typed) => {
    setBusy(true);
    try {
      const loaded = await loadDevices();
      if (!loaded) return window.location.reload();
      if (typed === 'send') for (const device of loaded) await device.send(owner, language);
      const still = typed === 'drop' ? 0 : await unsent(loaded, owner);
      if (typed === 'send' && still > 0) return setLeft(still);
      const { returnTo } = await request<{ returnTo: string }>('/session/end', { method: 'POST', language });
      noteDeviceOwner(null);
      await Promise.allSettled(loaded.map((device) => device.leave(owner, typed === 'drop' ? 'drop' : 'keep')));
      window.location.assign(returnTo);
    } catch (error) {
      void message.error(error instanceof ApiProblem ? describe(error, text, t('broken.what')) : t('leaving.not-sent'));
    } finally {
      setBusy(false);
    }
  };
  const signOut = async () => {
    const loaded = await loadDevices();
    const count = loaded ? await unsent(loaded, owner) : 0;
    if (count > 0) setLeft(count);
    else await leave('keep');
  };
  const asked = (
    <Modal
      open={left > 0}
      title={t('leaving.title', { count: left })}
      onCancel={() => setLeft(0)}
      footer={(['drop', 'keep', 'send'] as const).map((typed) => (
        <Button
          key={typed}
          {...(typed === 'send' && { type: 'primary' as const })}
          {...(typed === 'drop' && { danger: true })}
          disabled={busy}
          onClick={() => void leave(typed)}
        >
          {t(`leaving.${typed}`)}
        </Button>
      ))}
    >
      <p>{t('leaving.what')}</p>
    </Modal>
  );
  return { signOut, asked };
}
