import { useKept } from '@songhua/ui/address.ts';
import { useSession } from '@songhua/ui/session.ts';
import { useText } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { iconOf } from './menu-icons.ts';
import { pages } from './modules.ts';

/** The menu path a page belongs to: its own, that of the list it is a detail of, or the longest one its address begins with. */
function placeOf(pathname: string, menu: readonly { readonly path: string }[]): string {
  const pattern = (path: string) => new RegExp(`^${path.replace(/:[^/]+/g, '[^/]+')}$`);
  const page = pages.find((one) => [one, ...(one.details ?? [])].some(({ path }) => pattern(path).test(pathname)));
  const here = page?.path ?? pathname;
  if (menu.some(({ path }) => path === here)) return here;
  const above = menu.filter(({ path }) => here.startsWith(`${path}/`)).toSorted((a, b) => b.path.length - a.path.length);
  return above[0]?.path ?? here;
}

export function Navigation() {
  const { t } = useTranslation('web');
  const text = useText();
  const { menu } = useSession();
  const kept = useKept();
  const here = placeOf(useLocation().pathname, menu);
  return (
    <nav className="sh-nav" aria-label={t('menu')}>
      <Link to={`/${kept}`} className="sh-brand">
        <img src="/favicon.svg" alt="" width="26" height="26" />
        <span>
          {t('name')}
          <small>{t('tagline')}</small>
        </span>
      </Link>
      <ul>
        {menu.map(({ path, title, icon }) => {
          const Icon = iconOf(icon);
          return (
            <li key={path}>
              <Link to={path + kept} aria-current={path === here ? 'page' : undefined}>
                <Icon aria-hidden="true" />
                {text(title)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
