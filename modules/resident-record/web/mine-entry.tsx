import { useAddress } from '@songhua/ui/address.ts';
import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { OwnEntry, OwnReading } from '../contract.ts';
import { useOwnAddress } from './addresses.ts';
import { ResultMark } from './marks.tsx';
import { useMineAddress } from './mine-tabs.tsx';
import { Section } from './section.tsx';
import { SourceLine } from './source-line.tsx';
import { sayDay, sayMoment } from './when.ts';
import './detail.css';
import './mine.css';

/** One value: what it measures, where it lies, what it was before. */
function Reading({ reading }: { readonly reading: OwnReading }) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const text = useText();
  const addressOf = useMineAddress();
  const { key, name, about, measured, interpretation, says, earlier } = reading;
  return (
    <Section title={name}>
      <p>
        <span className="mine-value">{measured.text}</span>{' '}
        {interpretation && <ResultMark of={interpretation} said={t(`mine.interpretation.${interpretation}`)} />}
      </p>
      <p>
        <strong>{t('mine.entry.about')}</strong> {about ? text(about) : t('mine.entry.no-about')}
      </p>
      <p>{text(says)}</p>
      {earlier.length > 0 && (
        <>
          <p>
            <strong>{t('mine.entry.earlier')}</strong>
          </p>
          <ul className="mine-list">
            {earlier.map((one) => (
              <li key={`${one.at} ${one.text}`}>
                {one.text}{' '}
                <span className="sh-quiet">
                  {sayDay(one.at, language)} · {one.institution}
                </span>
              </li>
            ))}
          </ul>
          <Link className="sh-no-print" to={`${addressOf('results', { codes: key })}`}>
            {t('entry.course')}
          </Link>
        </>
      )}
    </Section>
  );
}

function Entry({ entry: { kind, sentences, facts, readings, visit, source, others } }: { readonly entry: OwnEntry }) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const text = useText();
  const addressOf = useOwnAddress();
  const said = [
    ...facts.map(({ key, title, value, at }) => ({
      key,
      title: text(title),
      value: value ? text(value) : at ? sayDay(at, language) : '',
    })),
    {
      key: 'at',
      title: t(`mine.entry.at.${kind}`),
      value: source.at === null ? t('undated') : sayMoment(source.at, language),
    },
    { key: 'institution', title: t('mine.entry.institution'), value: source.institution.name },
  ];
  return (
    <div className="record-detail mine">
      {readings.map((one) => (
        <Reading key={one.key} reading={one} />
      ))}
      <dl className="record-facts">
        {said.map(({ key, title, value }) => (
          <div key={key}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {sentences.map((one) => (
        <p key={one.en}>{text(one)}</p>
      ))}
      {others.length > 0 && (
        <Section title={t('mine.entry.others')} count={others.length}>
          <ul className="record-rows">
            {others.map((one) => (
              <li key={one.resource}>
                <SourceLine source={one} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {visit && (
        <p className="sh-no-print">
          <Link to={addressOf({ resource: `Encounter/${visit}` }) ?? ''}>{t('entry.visit')}</Link>
        </p>
      )}
    </div>
  );
}

/** One thing of one's own record, or of somebody's for whom one acts, in plain words. */
export default function MineEntry() {
  const { t } = useTranslation('resident-record');
  const { type = '', id = '' } = useParams();
  const { get } = useAddress();
  const path = `/api/resident-record/mine/entries/${encodeURIComponent(type)}/${encodeURIComponent(id)}`;
  const query = useApi<OwnEntry>(path, { patient: get('patient') }, { stays: true });
  return (
    <DetailDrawer title={query.data?.name || t(`type.${type}`, { defaultValue: type })} back="/my-record">
      <Loaded query={query} rows={8}>
        {(entry) => <Entry entry={entry} />}
      </Loaded>
    </DetailDrawer>
  );
}
