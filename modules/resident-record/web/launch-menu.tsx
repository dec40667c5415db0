import { AppstoreOutlined } from '@ant-design/icons';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { useLaunch } from '@songhua/ui/use-launch.ts';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';

interface Apps {
  readonly items: readonly { readonly id: string; readonly name: string }[];
}

/** Connected apps that open with this person in view; nothing where there is none. */
export function LaunchMenu({ patient }: { readonly patient: string }) {
  const { t } = useTranslation('resident-record');
  const may = useMay('administration.see-apps');
  const { busy, launch } = useLaunch();
  const apps = useApi<Apps>(may ? '/api/administration/apps' : null, { limit: 50 });
  const items = apps.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: items.map(({ id, name }) => ({ key: id, label: name })),
        onClick: ({ key }) => void launch(key, `Patient/${patient}`),
      }}
    >
      <Button icon={<AppstoreOutlined />} loading={busy}>
        {t('act.apps')}
      </Button>
    </Dropdown>
  );
}
