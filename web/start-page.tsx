import { SettingOutlined } from '@ant-design/icons';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useSession } from '@songhua/ui/session.ts';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { iconOf } from './menu-icons.ts';
import './start-page.css';

/** Where those land whose roles have no page of their own at `/`: what they can do here, each with a sentence. */
export function StartPage() {
  const { t } = useTranslation('web');
  const text = useText();
  const language = useLanguage();
  const { menu, actor } = useSession();
  const roles = actor.roleTitles.map(text).join(language === 'zh' ? '、' : ', ');
  useEffect(() => {
    document.title = `${t('start.title')} · ${t('name')}`;
  }, [t]);
  return (
    <>
      <PageHead title={t('start.hello', { name: actor.name })} lead={roles ? t('start.roles', { roles }) : t('start.no-roles')} />
      <ul className="sh-start">
        {menu.map(({ path, title, icon, summary }) => {
          const Icon = iconOf(icon);
          return (
            <li key={path}>
              <Link to={path}>
                <Icon aria-hidden="true" />
                <strong>{text(title)}</strong>
                {summary && <span>{text(summary)}</span>}
              </Link>
            </li>
          );
        })}
        <li>
          <Link to="/account">
            <SettingOutlined aria-hidden="true" />
            <strong>{t('account')}</strong>
            <span>{t('start.account')}</span>
          </Link>
        </li>
      </ul>
    </>
  );
}
