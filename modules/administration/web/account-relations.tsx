import { DeleteOutlined } from '@ant-design/icons';
import { useText } from '@songhua/ui/text.ts';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountDetail, AccountList } from '../contract.ts';

interface AccountRelationsProps {
  readonly memberships: AccountDetail['memberships'];
  readonly proxies: AccountDetail['proxies'];
  readonly roles: AccountList['roles'];
  readonly busy: boolean;
  readonly save: ((deed: string, body: object) => Promise<void>) | null;
}

let lastKey = 0;

/** A row under a name of its own, by which React knows it while others come and go. */
const keyed = <T extends object>(row: T): T & { readonly key: number } => {
  lastKey += 1;
  return { ...row, key: lastKey };
};

/** Where the owner works and as what, and for whom they act. */
export function AccountRelations({ memberships, proxies, roles, busy, save }: AccountRelationsProps) {
  const { t } = useTranslation('administration');
  const text = useText();
  const [works, setWorks] = useState(() => memberships.map(keyed));
  const [acts, setActs] = useState(() => proxies.map(keyed));
  const [changed, setChanged] = useState({ works: false, acts: false });
  const change = {
    works: (next: typeof works): void => {
      setWorks(next);
      setChanged({ ...changed, works: true });
    },
    acts: (next: typeof acts): void => {
      setActs(next);
      setChanged({ ...changed, acts: true });
    },
  };
  const since = new Date().toISOString();
  return (
    <>
      <section className="administration-section">
        <h2>{t('membership.title')}</h2>
        {works.length === 0 && <p className="sh-quiet">{t('membership.none')}</p>}
        {works.map((one, at) => (
          <div key={one.key} className="sh-row administration-relation">
            <Input
              aria-label={t('membership.institution')}
              placeholder="Organization/…"
              value={one.organization}
              disabled={!save}
              onChange={(event) =>
                change.works(works.map((old, n) => (n === at ? { ...old, organization: event.target.value.trim() } : old)))
              }
            />
            <span className="sh-quiet">{one.name}</span>
            <Select
              mode="multiple"
              aria-label={t('account.roles')}
              className="administration-roles"
              value={one.roles}
              disabled={!save}
              options={roles.map(({ role, title }) => ({ value: role, label: text(title) }))}
              onChange={(held: string[]) => change.works(works.map((old, n) => (n === at ? { ...old, roles: held } : old)))}
            />
            {save && (
              <Button
                icon={<DeleteOutlined />}
                aria-label={t('membership.remove')}
                onClick={() => change.works(works.filter((_, n) => n !== at))}
              />
            )}
          </div>
        ))}
        {save && (
          <div className="sh-row administration-buttons">
            <Button
              size="small"
              onClick={() => change.works([...works, keyed({ organization: '', roles: [], since, until: null, name: null })])}
            >
              {t('membership.add')}
            </Button>
            <Button
              size="small"
              type="primary"
              disabled={!changed.works}
              loading={busy}
              onClick={() => void save('/memberships', { memberships: works.map(({ name: _, key: __, ...one }) => one) })}
            >
              {t('membership.save')}
            </Button>
          </div>
        )}
      </section>
      <section className="administration-section">
        <h2>{t('proxy.title')}</h2>
        {acts.length === 0 && <p className="sh-quiet">{t('proxy.none')}</p>}
        {acts.map((one, at) => (
          <div key={one.key} className="sh-row administration-relation">
            <Input
              aria-label={t('proxy.patient')}
              placeholder="Patient/…"
              value={one.patient}
              disabled={!save}
              onChange={(event) =>
                change.acts(acts.map((old, n) => (n === at ? { ...old, patient: event.target.value.trim() } : old)))
              }
            />
            <span className="sh-quiet">{one.name}</span>
            <Select
              aria-label={t('proxy.kind')}
              value={one.kind}
              disabled={!save}
              popupMatchSelectWidth={false}
              options={(['guardian', 'family'] as const).map((kind) => ({ value: kind, label: t(`proxy.${kind}`) }))}
              onChange={(kind: 'guardian' | 'family') => change.acts(acts.map((old, n) => (n === at ? { ...old, kind } : old)))}
            />
            {save && (
              <Button
                icon={<DeleteOutlined />}
                aria-label={t('proxy.remove')}
                onClick={() => change.acts(acts.filter((_, n) => n !== at))}
              />
            )}
          </div>
        ))}
        {save && (
          <div className="sh-row administration-buttons">
            <Button
              size="small"
              onClick={() =>
                change.acts([...acts, keyed({ patient: '', kind: 'guardian' as const, since, until: null, name: null })])
              }
            >
              {t('proxy.add')}
            </Button>
            <Button
              size="small"
              type="primary"
              disabled={!changed.acts}
              loading={busy}
              onClick={() => void save('/proxies', { proxies: acts.map(({ name: _, key: __, ...one }) => one) })}
            >
              {t('proxy.save')}
            </Button>
          </div>
        )}
      </section>
    </>
  );
}
