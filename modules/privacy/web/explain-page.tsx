import { useAddress } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useText } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { Explanation } from '../contract.ts';
import { AskedBox } from './asked-box.tsx';
import './privacy.css';

type Row = Explanation['ways'][number];

/** The answer: yes or no in a sentence, then each policy and how far it leads. */
function Answer({ explanation }: { readonly explanation: Explanation }) {
  const { t } = useTranslation('privacy');
  const text = useText();
  const { seen, sentence, withheld, labels, patients, ways, purpose, institution } = explanation;
  const columns: readonly Column<Row>[] = [
    {
      key: 'leads',
      title: t('explain.leads'),
      keep: true,
      render: ({ leads, because }) => (
        <StatusMark
          status={leads ? 'met' : 'off-track'}
          said={leads ? t('explain.yes') : t(`because.${because ?? 'no-policy'}`)}
        />
      ),
    },
    { key: 'sentence', title: t('policies.sentence'), rowHeader: true, render: (row) => text(row.sentence) },
    {
      key: 'through',
      title: t('explain.through'),
      rank: 2,
      render: ({ through }) =>
        through.length > 0 ? through.map(({ title, holder }) => `${text(title)} (${holder})`).join(t('list')) : '—',
    },
  ];
  return (
    <>
      <p className="privacy-answer" role="status">
        <StatusMark status={seen ? 'met' : 'off-track'} said={seen ? t('explain.seen') : t('explain.hidden')} /> {text(sentence)}
      </p>
      <p className="sh-quiet">
        {t('explain.facts', {
          patients: withheld ? t('explain.withheld') : patients.join(t('list')) || t('explain.nobody'),
          labels: withheld ? t('explain.withheld') : labels.map(({ title }) => text(title)).join(t('list')) || t('policies.none'),
          purpose: text(purpose.title),
          institution: institution ?? t('explain.no-institution'),
        })}
      </p>
      <DataTable
        id="privacy.explain"
        caption={t('explain.ways')}
        columns={columns}
        rows={ways}
        rowKey={({ policy }) => policy}
        total={ways.length}
        empty={t('because.no-policy')}
      />
    </>
  );
}

/** What would this person see of this record, and why. */
export default function ExplainPage() {
  const { t } = useTranslation('privacy');
  const { get, set } = useAddress();
  const [account, institution, resource] = [get('account') ?? '', get('institution') ?? '', get('resource') ?? ''];
  const isAsked = account !== '' && resource !== '';
  const answer = useApi<Explanation>(isAsked ? '/api/access/explain' : null, {
    account,
    institution: institution || undefined,
    resource,
  });
  return (
    <>
      <PageHead title={t('explain.title')} lead={t('explain.lead')} />
      <div className="privacy-fields">
        <AskedBox
          label={t('explain.account')}
          hint={t('explain.account-hint')}
          value={account}
          onEnter={(value) => set({ account: value || null })}
        />
        <AskedBox
          label={t('explain.resource')}
          hint="Observation/123"
          value={resource}
          onEnter={(value) => set({ resource: value || null })}
        />
        <AskedBox
          label={t('explain.institution')}
          hint={t('explain.institution-hint')}
          value={institution}
          onEnter={(value) => set({ institution: value || null })}
        />
      </div>
      {isAsked ? (
        <Loaded query={answer}>{(data) => <Answer explanation={data} />}</Loaded>
      ) : (
        <p className="sh-quiet">{t('explain.empty')}</p>
      )}
    </>
  );
}
