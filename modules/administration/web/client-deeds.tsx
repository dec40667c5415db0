import { usePost } from '@songhua/ui/use-write.ts';
import { App, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AddedClient, Client, ClientDetail } from '../contract.ts';
import { ClientSecret } from './client-secret.tsx';

interface ClientDeedsProps {
  readonly client: Client;
  readonly tokens: ClientDetail['tokens'];
  readonly path: string;
}

/** Pause and resume, another secret, and the end of all that it holds; each asked back, for programs stop working by it. */
export function ClientDeeds({ client, tokens, path }: ClientDeedsProps) {
  const { t } = useTranslation('administration');
  const { message } = App.useApp();
  const { busy, post } = usePost();
  const [told, setTold] = useState<AddedClient | null>(null);
  const act = async (deed: 'secret' | 'disable' | 'enable' | 'tokens/end', done: string): Promise<void> => {
    const answer = await post<Partial<AddedClient> & { ended?: number }>(`${path}/${deed}`);
    if (answer?.secret) setTold(answer as AddedClient);
    else if (answer) void message.success(t(done, { count: answer.ended ?? 0 }));
  };
  const asked = (deed: 'secret' | 'disable' | 'enable' | 'tokens/end', name: 'secret' | 'disable' | 'enable' | 'tokens') => (
    <Popconfirm
      title={t(`client-deed.${name}-ask`, { name: client.name })}
      okText={t(`client-deed.${name}`)}
      cancelText={t('act.cancel')}
      onConfirm={() => void act(deed, `client-deed.${name}-done`)}
    >
      <Button size="small" loading={busy}>
        {t(`client-deed.${name}`)}
      </Button>
    </Popconfirm>
  );
  return (
    <div className="sh-row administration-buttons">
      {client.disabledAt ? asked('enable', 'enable') : asked('disable', 'disable')}
      {client.method === 'client_secret_basic' && asked('secret', 'secret')}
      {tokens.access + tokens.refresh + tokens.people > 0 && asked('tokens/end', 'tokens')}
      {told && <ClientSecret told={told} onClose={() => setTold(null)} />}
    </div>
  );
}
