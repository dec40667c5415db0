import { BulbOutlined, LogoutOutlined, SettingOutlined, UserOutlined } from '@ant-design/icons';
import { useSession } from '@songhua/ui/session.ts';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { useTheme } from '@songhua/ui/theme.tsx';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { switchLanguage } from './language.ts';
import { useSignOut } from './sign-out.tsx';

/** The other language, named in itself: one click away on every page. */
export function LanguageSwitch() {
  const language = useLanguage();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <Button type="text" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => void switchLanguage(other)}>
      {other === 'zh' ? '中文' : 'English'}
    </Button>
  );
}

export function ThemeSwitch() {
  const { t } = useTranslation('web');
  const { name, toggle } = useTheme();
  const label = t(name === 'dark' ? 'light' : 'dark');
  return <Button type="text" icon={<BulbOutlined />} aria-label={label} title={label} onClick={toggle} />;
}

export function UserTools() {
  const { t } = useTranslation('web');
  const text = useText();
  const language = useLanguage();
  const { actor } = useSession();
  const { signOut, asked } = useSignOut();
  const rolesLine = actor.roleTitles.map(text).join(language === 'zh' ? '、' : ', ');
  return (
    <div className="sh-tools sh-no-print">
      {asked}
      <LanguageSwitch />
      <ThemeSwitch />
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'who', type: 'group', label: `${actor.name} · ${rolesLine}` },
            { key: 'account', icon: <SettingOutlined />, label: <Link to="/account">{t('account')}</Link> },
            { key: 'out', icon: <LogoutOutlined />, label: t('sign-out'), onClick: () => void signOut() },
          ],
        }}
      >
        <Button type="text" icon={<UserOutlined />} aria-label={t('user', { name: actor.name })}>
          <span className="sh-user-name">{actor.name}</span>
        </Button>
      </Dropdown>
    </div>
  );
}
